-- One row for each kind of each event of a period, in the order in which they were named.
-- Parameters: start, end (ISO days, both included), id (NULL for all).
SELECT
    e.id AS event_id,
    n.name AS kind
FROM event AS e
JOIN event_has_kind AS x ON x.event_id = e.id
JOIN event_kind AS n ON n.id = x.event_kind_id
WHERE e.occurred_on >= :start AND e.occurred_on <= :end
    AND (:id IS NULL OR e.id = :id)
ORDER BY e.id, x.id
