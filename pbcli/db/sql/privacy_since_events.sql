-- One row for each event held before a day. Reads all of event: a purge looks at everything.
-- Parameters: before (ISO day).
SELECT e.id, e.occurred_on AS since_on
FROM event AS e
WHERE e.occurred_on < :before
ORDER BY e.id
