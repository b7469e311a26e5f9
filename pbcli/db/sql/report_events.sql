-- One row a branch and kind: the events of the period; an event of several kinds counts once under each, one of several
-- branches once for each with its own share of the attendance. Without a branch: the unit's own.
-- Parameters: start, as_of (days).
SELECT held.branch_id AS branch_id,
       n.name AS kind,
       count(*) AS done,
       coalesce(sum(held.entitled), 0) AS entitled,
       coalesce(sum(held.present), 0) AS present
  FROM (SELECT e.id, e.branch_id, e.entitled, e.present
          FROM event AS e
         WHERE e.occurred_on >= :start AND e.occurred_on <= :as_of
        UNION ALL
        SELECT e.id, j.branch_id, j.entitled, j.present
          FROM event AS e
          JOIN event_branch AS j ON j.event_id = e.id
         WHERE e.occurred_on >= :start AND e.occurred_on <= :as_of) AS held
  JOIN event_has_kind AS h ON h.event_id = held.id
  JOIN event_kind AS n ON n.id = h.event_kind_id
 GROUP BY held.branch_id, n.id, n.name
 ORDER BY held.branch_id, n.id
