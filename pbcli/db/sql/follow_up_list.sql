-- One row for each follow-up that was opened by a day, the nearest due first.
-- Parameters: day (ISO day), id, member_id, class_id, branch_id (each NULL for all).
SELECT
    f.id,
    c.id AS contact_id,
    c.occurred_on,
    b.id AS branch_id,
    b.name AS branch,
    m.id AS member_id,
    m.name AS member,
    k.name AS class,
    c.kind,
    c.problem,
    f.task,
    f.due_on,
    f.responsible,
    f.result,
    f.closed_on,
    f.closed_recorded_at
FROM follow_up AS f
JOIN contact AS c ON c.id = f.contact_id
JOIN member AS m ON m.id = c.member_id
JOIN class AS k ON k.id = c.class_id
LEFT JOIN membership AS s
    ON s.member_id = c.member_id AND s.from_on <= c.occurred_on AND (s.to_on IS NULL OR s.to_on > c.occurred_on)
LEFT JOIN branch AS b ON b.id = s.branch_id
WHERE c.occurred_on <= :day
    AND (:id IS NULL OR f.id = :id)
    AND (:member_id IS NULL OR c.member_id = :member_id)
    AND (:class_id IS NULL OR c.class_id = :class_id)
    AND (:branch_id IS NULL OR b.id = :branch_id)
ORDER BY f.due_on IS NULL, f.due_on, f.id
