-- One row for each talk held before a day. Reads all of talk: a purge looks at everything.
-- Parameters: before (ISO day).
SELECT t.id, t.occurred_on AS since_on
FROM talk AS t
WHERE t.occurred_on < :before
ORDER BY t.id
