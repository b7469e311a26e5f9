-- One row a branch and kind: the events of the period; an event of several kinds counts once under each. Without a branch: the unit's own.
-- Parameters: start, as_of (days).
SELECT e.branch_id AS branch_id,
       n.name AS kind,
       count(*) AS done,
       coalesce(sum(e.entitled), 0) AS entitled,
       coalesce(sum(e.present), 0) AS present
  FROM event AS e
  JOIN event_has_kind AS h ON h.event_id = e.id
  JOIN event_kind AS n ON n.id = h.event_kind_id
 WHERE e.occurred_on >= :start AND e.occurred_on <= :as_of
 GROUP BY e.branch_id, n.id, n.name
 ORDER BY e.branch_id, n.id
