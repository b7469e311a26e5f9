-- One row for each member of a branch on a day, in the order of the roster, with whether they sit in its committee.
-- Parameters: day (ISO day), branch_id (NULL for all).
SELECT
    s.branch_id,
    b.name AS branch,
    m.id,
    m.name,
    CASE
        WHEN EXISTS (
            SELECT 1
            FROM post AS p
            WHERE p.branch_id = s.branch_id AND p.member_id = m.id
                AND (p.from_on IS NULL OR p.from_on <= :day) AND (p.to_on IS NULL OR p.to_on > :day)
        ) THEN 1
        ELSE 0
    END AS in_committee
FROM membership AS s
JOIN member AS m ON m.id = s.member_id
JOIN branch AS b ON b.id = s.branch_id
WHERE (:branch_id IS NULL OR s.branch_id = :branch_id)
    AND s.from_on <= :day AND (s.to_on IS NULL OR s.to_on > :day)
ORDER BY s.branch_id, m.id
