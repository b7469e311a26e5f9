-- One row for each assignment that holds on some day of a period, in branch and roster order; the branch is the one that
-- the member belongs to at the period's end.
-- Parameters: start, end (ISO days, both included), member_id, class_id, branch_id (each NULL for all).
SELECT
    a.id,
    b.id AS branch_id,
    b.name AS branch,
    m.id AS member_id,
    m.name AS member,
    k.id AS class_id,
    k.name AS class
FROM assignment AS a
JOIN member AS m ON m.id = a.member_id
JOIN class AS k ON k.id = a.class_id
LEFT JOIN membership AS s ON s.member_id = m.id AND s.from_on <= :end AND (s.to_on IS NULL OR s.to_on > :end)
LEFT JOIN branch AS b ON b.id = s.branch_id
WHERE a.from_on <= :end AND (a.to_on IS NULL OR (a.to_on > :start AND a.to_on > a.from_on))
    AND (:member_id IS NULL OR m.id = :member_id)
    AND (:class_id IS NULL OR k.id = :class_id)
    AND (:branch_id IS NULL OR b.id = :branch_id)
ORDER BY b.id, m.id, k.id, a.from_on
