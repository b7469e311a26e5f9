-- One row for each event of a kind that the unit itself held between two days, and one without a day where it has held none then
-- but something of any kind before.
-- Parameters: kind, start, end (ISO days, both included).
SELECT e.occurred_on AS occurred_on,
       (SELECT min(o.occurred_on) FROM event AS o WHERE o.branch_id IS NULL) AS since
  FROM event AS e
  JOIN event_has_kind AS h ON h.event_id = e.id
  JOIN event_kind AS n ON n.id = h.event_kind_id
 WHERE e.branch_id IS NULL AND n.name = :kind AND e.occurred_on >= :start AND e.occurred_on <= :end
UNION ALL
SELECT NULL AS occurred_on,
       (SELECT min(o.occurred_on) FROM event AS o WHERE o.branch_id IS NULL) AS since
