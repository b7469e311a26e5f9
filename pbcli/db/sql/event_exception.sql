-- One row for each exception of attendance of each event of a period: who was on leave, who was absent.
-- Parameters: start, end (ISO days, both included), id (NULL for all).
SELECT
    e.id AS event_id,
    m.name AS member,
    t.state,
    t.reason,
    t.made_up_on,
    t.made_up_how,
    t.made_up_recorded_at
FROM event AS e
JOIN attendance AS t ON t.event_id = e.id
JOIN member AS m ON m.id = t.member_id
WHERE e.occurred_on >= :start AND e.occurred_on <= :end
    AND (:id IS NULL OR e.id = :id)
ORDER BY e.id, t.id
