-- One row for each branch that held an event of a period together with its organizer, with its own share of the attendance.
-- Parameters: start, end (ISO days, both included), id (NULL for all).
SELECT
    e.id AS event_id,
    b.id AS branch_id,
    b.name AS branch,
    j.entitled,
    j.present
FROM event AS e
JOIN event_branch AS j ON j.event_id = e.id
JOIN branch AS b ON b.id = j.branch_id
WHERE e.occurred_on >= :start AND e.occurred_on <= :end
    AND (:id IS NULL OR e.id = :id)
ORDER BY e.id, j.id
