-- One row: an operation that takes another one back, oldest first.
SELECT o.id AS id,
       o.undoes_id AS undoes_id
  FROM operation AS o
 WHERE o.undoes_id IS NOT NULL
 ORDER BY o.id
