-- One row for each member of a branch on a day, of all branches without one, with the group and whether the member
-- sits in the branch's committee.
-- Parameters: branch_id (NULL for all), day (ISO day).
SELECT
    m.id,
    m.name,
    s.party_group_id,
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
WHERE (:branch_id IS NULL OR s.branch_id = :branch_id)
    AND s.from_on <= :day AND (s.to_on IS NULL OR s.to_on > :day)
ORDER BY m.id
