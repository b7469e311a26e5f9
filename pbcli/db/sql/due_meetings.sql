-- One row a branch, kind and day on which it held events of the kind, alone or with other branches: how many they were.
-- Without a branch: the unit's own.
-- Parameters: start, end (ISO days, both included).
SELECT held.branch_id AS branch_id,
       n.name AS kind,
       held.occurred_on AS occurred_on,
       count(*) AS done
  FROM (SELECT e.id, e.branch_id, e.occurred_on
          FROM event AS e
         WHERE e.occurred_on >= :start AND e.occurred_on <= :end
        UNION ALL
        SELECT e.id, j.branch_id, e.occurred_on
          FROM event AS e
          JOIN event_branch AS j ON j.event_id = e.id
         WHERE e.occurred_on >= :start AND e.occurred_on <= :end) AS held
  JOIN event_has_kind AS h ON h.event_id = held.id
  JOIN event_kind AS n ON n.id = h.event_kind_id
 GROUP BY held.branch_id, n.name, held.occurred_on
