-- One row: a table's greatest id that was ever given, as the journal knows.
-- Parameters: table_name
SELECT max(known.last_id) AS last_id
  FROM (SELECT coalesce(max(row_id), 0) AS last_id FROM journal WHERE table_name = :table_name
         UNION ALL
        SELECT coalesce(max(last_id), 0) FROM journal_batch WHERE table_name = :table_name) AS known
