-- One row a branch and kind that was held between two days.
-- Parameters: start, before (days; before itself is left out).
SELECT DISTINCT e.branch_id AS branch_id,
       n.name AS kind
  FROM event AS e
  JOIN event_has_kind AS h ON h.event_id = e.id
  JOIN event_kind AS n ON n.id = h.event_kind_id
 WHERE e.branch_id IS NOT NULL AND e.occurred_on >= :start AND e.occurred_on < :before
