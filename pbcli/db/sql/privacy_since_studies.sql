-- One row for each study from outside before a day. Reads all of study: a purge looks at everything.
-- Parameters: before (ISO day).
SELECT s.id, s.occurred_on AS since_on
FROM study AS s
WHERE s.occurred_on < :before
ORDER BY s.id
