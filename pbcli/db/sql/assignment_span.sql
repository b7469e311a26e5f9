-- One row for each assignment, past, present or future, of a member to a class.
-- Parameters: member_id, class_id.
SELECT
    a.id,
    a.role,
    a.from_on,
    a.to_on
FROM assignment AS a
WHERE a.member_id = :member_id AND a.class_id = :class_id
ORDER BY a.from_on, a.id
