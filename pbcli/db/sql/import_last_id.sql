-- One row: a table's greatest id that was ever given, as the journal knows.
-- Parameters: table_name
SELECT coalesce(max(row_id), 0) AS last_id FROM journal WHERE table_name = :table_name
