-- One row for each record of a table that was removed before a day, whose images the journal still has.
-- Parameters: table_name, before (ISO day).
SELECT j.row_id AS id, substr(o.at, 1, 10) AS since_on
FROM journal AS j
JOIN operation AS o ON o.id = j.operation_id
WHERE j.id IN (SELECT max(x.id) FROM journal AS x WHERE x.table_name = :table_name GROUP BY x.row_id)
    AND j.action = 'delete' AND substr(o.at, 1, 10) < :before
ORDER BY j.row_id
