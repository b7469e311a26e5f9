-- One row for each purge and table: how many changes in the journal it blanked, of how many earlier operations.
-- Parameters: none
SELECT
    r.operation_id AS operation,
    o.at,
    r.table_name AS "table",
    sum(r.changes) AS changes,
    count(DISTINCT r.redacted_id) AS operations
FROM redaction AS r
JOIN operation AS o ON o.id = r.operation_id
GROUP BY r.operation_id, o.at, r.table_name
ORDER BY r.operation_id, r.table_name
