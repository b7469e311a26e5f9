-- One row for each branch, member and class that the member contacted in a period.
-- Parameters: start, end (ISO days, both included), member_id, class_id, branch_id (each NULL for all).
SELECT DISTINCT
    b.id AS branch_id,
    c.member_id,
    k.id AS class_id,
    k.name AS class
FROM contact AS c
JOIN class AS k ON k.id = c.class_id
LEFT JOIN membership AS s
    ON s.member_id = c.member_id AND s.from_on <= c.occurred_on AND (s.to_on IS NULL OR s.to_on > c.occurred_on)
LEFT JOIN branch AS b ON b.id = s.branch_id
WHERE c.occurred_on >= :start AND c.occurred_on <= :end
    AND (:member_id IS NULL OR c.member_id = :member_id)
    AND (:class_id IS NULL OR c.class_id = :class_id)
    AND (:branch_id IS NULL OR b.id = :branch_id)
ORDER BY b.id, c.member_id, k.id
