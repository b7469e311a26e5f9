-- One row for each member of a branch on a day: how many classes they look after then, in branch and roster order.
-- Parameters: day (ISO day).
SELECT
    m.id,
    m.name AS member,
    m.mobility,
    m.duty,
    b.id AS branch_id,
    b.name AS branch,
    (
        SELECT count(*)
        FROM assignment AS a
        JOIN class AS k ON k.id = a.class_id
        WHERE a.member_id = m.id AND a.from_on <= :day AND (a.to_on IS NULL OR a.to_on > :day)
            AND (k.graduated_on IS NULL OR k.graduated_on >= :day)
    ) AS classes
FROM membership AS s
JOIN member AS m ON m.id = s.member_id
JOIN branch AS b ON b.id = s.branch_id
WHERE s.from_on <= :day AND (s.to_on IS NULL OR s.to_on > :day)
ORDER BY b.id, m.id
