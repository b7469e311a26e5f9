-- One row for each class that a typed name may mean; the smaller `fit`, the closer: 1 the name itself, 2 its id,
-- 3 the name's beginning, 4 the pinyin initials, 5 the pinyin, 6 and 7 their beginnings, 9 only a part of the name.
-- Parameters: name; latin, the same in lower case; id, a whole number or NULL.
SELECT id, name, fit
FROM (
    SELECT
        class.id,
        class.name,
        CASE
            WHEN class.name = :name THEN 1
            WHEN class.id = :id THEN 2
            WHEN substr(class.name, 1, length(:name)) = :name THEN 3
            WHEN class.initials = :latin THEN 4
            WHEN class.pinyin = :latin THEN 5
            WHEN substr(class.initials, 1, length(:latin)) = :latin THEN 6
            WHEN substr(class.pinyin, 1, length(:latin)) = :latin THEN 7
            WHEN replace(class.name, :name, '') <> class.name THEN 9
        END AS fit
    FROM class
) AS candidate
WHERE fit IS NOT NULL
ORDER BY fit, id;
