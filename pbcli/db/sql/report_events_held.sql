-- One row a branch and kind that was held between two days, alone or with other branches.
-- Parameters: start, before (days; before itself is left out).
SELECT DISTINCT held.branch_id AS branch_id,
       n.name AS kind
  FROM (SELECT e.id, e.branch_id
          FROM event AS e
         WHERE e.branch_id IS NOT NULL AND e.occurred_on >= :start AND e.occurred_on < :before
        UNION ALL
        SELECT e.id, j.branch_id
          FROM event AS e
          JOIN event_branch AS j ON j.event_id = e.id
         WHERE e.occurred_on >= :start AND e.occurred_on < :before) AS held
  JOIN event_has_kind AS h ON h.event_id = held.id
  JOIN event_kind AS n ON n.id = h.event_kind_id
