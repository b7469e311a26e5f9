-- One row for each talk of a period, oldest first, with the branches that the two belonged to on its day.
-- Parameters: start, end (ISO days, both included), id, member_id, branch_id (each NULL for all).
SELECT
    t.id,
    t.occurred_on,
    a.id AS first_id,
    a.name AS first,
    p.name AS first_branch,
    b.id AS second_id,
    b.name AS second,
    q.name AS second_branch,
    t.place,
    t.recorded_at,
    t.recorded_by
FROM talk AS t
JOIN member AS a ON a.id = t.first_id
JOIN member AS b ON b.id = t.second_id
LEFT JOIN membership AS s
    ON s.member_id = t.first_id AND s.from_on <= t.occurred_on AND (s.to_on IS NULL OR s.to_on > t.occurred_on)
LEFT JOIN membership AS r
    ON r.member_id = t.second_id AND r.from_on <= t.occurred_on AND (r.to_on IS NULL OR r.to_on > t.occurred_on)
LEFT JOIN branch AS p ON p.id = s.branch_id
LEFT JOIN branch AS q ON q.id = r.branch_id
WHERE t.occurred_on >= :start AND t.occurred_on <= :end
    AND (:id IS NULL OR t.id = :id)
    AND (:member_id IS NULL OR t.first_id = :member_id OR t.second_id = :member_id)
    AND (:branch_id IS NULL OR s.branch_id = :branch_id OR r.branch_id = :branch_id)
ORDER BY t.occurred_on, t.id
