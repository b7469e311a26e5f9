-- One row for each study from outside that a period touches, oldest first, with the branch of the member on its day.
-- Parameters: start, end (ISO days, both included), id, member_id, branch_id (each NULL for all).
SELECT
    t.id,
    t.occurred_on,
    t.ended_on,
    b.name AS branch,
    m.id AS member_id,
    m.name AS member,
    t.hours_hundredths,
    t.source,
    t.title,
    t.note,
    t.recorded_at,
    t.recorded_by
FROM study AS t
JOIN member AS m ON m.id = t.member_id
LEFT JOIN membership AS s
    ON s.member_id = t.member_id AND s.from_on <= t.occurred_on AND (s.to_on IS NULL OR s.to_on > t.occurred_on)
LEFT JOIN branch AS b ON b.id = s.branch_id
WHERE t.occurred_on <= :end AND coalesce(t.ended_on, t.occurred_on) >= :start
    AND (:id IS NULL OR t.id = :id)
    AND (:member_id IS NULL OR t.member_id = :member_id)
    AND (:branch_id IS NULL OR s.branch_id = :branch_id)
ORDER BY t.occurred_on, t.id
