-- One row for each contact whose class left school before a day. Reads all of contact: a purge looks at everything.
-- Parameters: before (ISO day).
SELECT c.id, k.graduated_on AS since_on
FROM contact AS c
JOIN class AS k ON k.id = c.class_id
WHERE k.graduated_on < :before
ORDER BY c.id
