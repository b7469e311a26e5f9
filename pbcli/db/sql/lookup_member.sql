-- One row for each member, former ones too, that a typed name may mean, with the branch of the day, else the last one;
-- the smaller `fit`, the closer: 1 the name itself, 2 the id, 3 the name's beginning, 4 the pinyin initials,
-- 5 the pinyin, 6 and 7 their beginnings, 9 only a part of the name.
-- Parameters: name; latin, the same in lower case; id, a whole number or NULL; day, a day or NULL for the latest
-- membership; branch_id, a branch or NULL for all.
SELECT id, name, branch_id, branch, fit
FROM (
    SELECT
        member.id,
        member.name,
        membership.branch_id,
        branch.name AS branch,
        CASE
            WHEN member.name = :name THEN 1
            WHEN member.id = :id THEN 2
            WHEN substr(member.name, 1, length(:name)) = :name THEN 3
            WHEN member.initials = :latin THEN 4
            WHEN member.pinyin = :latin THEN 5
            WHEN substr(member.initials, 1, length(:latin)) = :latin THEN 6
            WHEN substr(member.pinyin, 1, length(:latin)) = :latin THEN 7
            WHEN replace(member.name, :name, '') <> member.name THEN 9
        END AS fit
    FROM member
    LEFT JOIN membership ON membership.id = (
        SELECT latest.id
        FROM membership AS latest
        WHERE latest.member_id = member.id
        ORDER BY
            CASE WHEN :day IS NULL OR latest.from_on <= :day THEN 0 ELSE 1 END,
            latest.from_on DESC,
            latest.id DESC
        LIMIT 1
    )
    LEFT JOIN branch ON branch.id = membership.branch_id
) AS candidate
WHERE fit IS NOT NULL AND (:branch_id IS NULL OR branch_id = :branch_id)
ORDER BY fit, branch_id, id;
