-- One row for each branch: whether it had held anything, alone or with others, by the end of the last month, and of the last quarter.
-- Parameters: month_end, quarter_end (ISO days).
SELECT b.id AS branch_id,
       EXISTS (SELECT 1 FROM event AS e WHERE e.branch_id = b.id AND e.occurred_on <= :month_end)
       OR EXISTS (SELECT 1 FROM event_branch AS j JOIN event AS e ON e.id = j.event_id
                   WHERE j.branch_id = b.id AND e.occurred_on <= :month_end) AS by_month_end,
       EXISTS (SELECT 1 FROM event AS e WHERE e.branch_id = b.id AND e.occurred_on <= :quarter_end)
       OR EXISTS (SELECT 1 FROM event_branch AS j JOIN event AS e ON e.id = j.event_id
                   WHERE j.branch_id = b.id AND e.occurred_on <= :quarter_end) AS by_quarter_end
  FROM branch AS b
