-- One row for each branch that stands on a day and has members: how many, how many of them full, whether it has a committee,
-- and when somebody last came or went.
-- Parameters: day (ISO day).
SELECT
    b.id,
    b.name AS branch,
    count(*) AS members,
    sum(CASE WHEN p.status = '正式党员' THEN 1 ELSE 0 END) AS "full",
    EXISTS (
        SELECT 1
        FROM post AS o
        WHERE o.branch_id = b.id AND o.kind IN ('组织委员', '宣传委员', '纪检委员', '委员')
            AND (o.from_on IS NULL OR o.from_on <= :day) AND (o.to_on IS NULL OR o.to_on > :day)
    ) AS has_committee,
    (
        SELECT max(CASE WHEN c.to_on <= :day THEN c.to_on ELSE c.from_on END)
        FROM membership AS c
        WHERE c.branch_id = b.id AND c.from_on <= :day
    ) AS changed_on
FROM branch AS b
JOIN membership AS s ON s.branch_id = b.id AND s.from_on <= :day AND (s.to_on IS NULL OR s.to_on > :day)
LEFT JOIN party_status AS p
    ON p.member_id = s.member_id AND p.from_on <= :day AND (p.to_on IS NULL OR p.to_on > :day)
WHERE b.dissolved_on IS NULL OR b.dissolved_on > :day
GROUP BY b.id, b.name
ORDER BY b.id
