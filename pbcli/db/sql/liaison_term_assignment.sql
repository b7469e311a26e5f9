-- One row for each assignment of a member to a class in school, that holds on some day of a period; branch and head teacher
-- as of the period's end.
-- Parameters: start, end (ISO days, both included).
SELECT
    a.id,
    b.id AS branch_id,
    b.name AS branch,
    m.id AS member_id,
    m.name AS member,
    k.id AS class_id,
    k.name AS class,
    a.role,
    a.from_on,
    a.to_on
FROM assignment AS a
JOIN member AS m ON m.id = a.member_id
JOIN class AS k ON k.id = a.class_id
LEFT JOIN membership AS s ON s.member_id = m.id AND s.from_on <= :end AND (s.to_on IS NULL OR s.to_on > :end)
LEFT JOIN branch AS b ON b.id = s.branch_id
WHERE a.from_on <= :end AND (a.to_on IS NULL OR a.to_on > :start)
    AND (k.started_on IS NULL OR k.started_on <= :end)
    AND (k.graduated_on IS NULL OR k.graduated_on >= :end)
ORDER BY b.id, m.id, k.id, a.from_on
