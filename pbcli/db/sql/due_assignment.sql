-- One row for each assignment that had begun by a day: until when it holds, and when its member left the organization.
-- Parameters: day (ISO day).
SELECT
    a.class_id,
    m.name AS member,
    a.role,
    a.to_on,
    (
        SELECT max(coalesce(s.to_on, '9999-12-31'))
        FROM membership AS s
        WHERE s.member_id = a.member_id
    ) AS left_on
FROM assignment AS a
JOIN member AS m ON m.id = a.member_id
WHERE a.from_on <= :day
ORDER BY a.class_id, a.id
