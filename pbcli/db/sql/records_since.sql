-- One row: when the first operation after the founding one changed anything; NULL where there are no records yet.
SELECT min(o.at) AS at
  FROM operation AS o
 WHERE o.id > (SELECT max(j.operation_id)
                 FROM journal AS j
                WHERE j.table_name = 'unit' AND j.row_id = 1 AND j.action = 'insert')
