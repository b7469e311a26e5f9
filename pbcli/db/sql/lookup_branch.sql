-- One row for each branch that a typed name may mean; the smaller `fit`, the closer: 1 the name itself, 2 its id,
-- 3 the name's beginning, 4 the pinyin initials, 5 the pinyin, 6 and 7 their beginnings, 9 only a part of the name.
-- Parameters: name; latin, the same in lower case; id, a whole number or NULL.
SELECT id, name, fit
FROM (
    SELECT
        branch.id,
        branch.name,
        CASE
            WHEN branch.name = :name THEN 1
            WHEN branch.id = :id THEN 2
            WHEN substr(branch.name, 1, length(:name)) = :name THEN 3
            WHEN branch.initials = :latin THEN 4
            WHEN branch.pinyin = :latin THEN 5
            WHEN substr(branch.initials, 1, length(:latin)) = :latin THEN 6
            WHEN substr(branch.pinyin, 1, length(:latin)) = :latin THEN 7
            WHEN replace(branch.name, :name, '') <> branch.name THEN 9
        END AS fit
    FROM branch
) AS candidate
WHERE fit IS NOT NULL
ORDER BY fit, id;
