-- One row for each assignment of a member to a class that holds on a day; branch and head teacher as of that day.
-- Parameters: day (ISO day), branch_id, member_id, class_id (each NULL for all).
SELECT
    a.id,
    b.id AS branch_id,
    b.name AS branch,
    m.id AS member_id,
    m.name AS member,
    a.role,
    k.id AS class_id,
    k.name AS class,
    (
        SELECT h.teacher_name
        FROM class_head AS h
        WHERE h.class_id = k.id
            AND (h.from_on IS NULL OR h.from_on <= :day) AND (h.to_on IS NULL OR h.to_on > :day)
        ORDER BY h.from_on DESC, h.id DESC
        LIMIT 1
    ) AS head_teacher,
    a.from_on,
    a.to_on,
    a.recorded_at
FROM assignment AS a
JOIN member AS m ON m.id = a.member_id
JOIN class AS k ON k.id = a.class_id
LEFT JOIN membership AS s ON s.member_id = m.id AND s.from_on <= :day AND (s.to_on IS NULL OR s.to_on > :day)
LEFT JOIN branch AS b ON b.id = s.branch_id
WHERE a.from_on <= :day AND (a.to_on IS NULL OR a.to_on > :day)
    AND (:branch_id IS NULL OR b.id = :branch_id)
    AND (:member_id IS NULL OR m.id = :member_id)
    AND (:class_id IS NULL OR k.id = :class_id)
ORDER BY b.id, m.id, k.id, a.from_on
