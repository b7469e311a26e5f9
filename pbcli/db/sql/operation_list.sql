-- One row: an operation and one table that it changed row by row (none for an operation that did not), or in batches;
-- newest first.
-- Parameters: operation_id (NULL: all).
SELECT o.id AS id,
       o.at AS at,
       o.actor AS actor,
       o.command AS command,
       o.undoes_id AS undoes_id,
       o.note AS note,
       j.table_name AS table_name,
       count(j.id) AS changes
  FROM operation AS o
  LEFT JOIN journal AS j ON j.operation_id = o.id
 WHERE :operation_id IS NULL OR o.id = :operation_id
 GROUP BY o.id, o.at, o.actor, o.command, o.undoes_id, o.note, j.table_name
 UNION ALL
SELECT o.id, o.at, o.actor, o.command, o.undoes_id, o.note, b.table_name, sum(b.row_count)
  FROM operation AS o
  JOIN journal_batch AS b ON b.operation_id = o.id
 WHERE :operation_id IS NULL OR o.id = :operation_id
 GROUP BY o.id, o.at, o.actor, o.command, o.undoes_id, o.note, b.table_name
 ORDER BY id DESC, table_name
