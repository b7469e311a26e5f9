-- One row for each project that a typed number or title may mean; the smaller `fit`, the closer: 1 the number or title
-- itself, 2 the id, 3 the beginning of either, 9 only a part of either, 10 neither (its pinyin may fit still).
-- Parameters: name; id, a whole number or NULL.
SELECT
    id,
    title AS name,
    number,
    branch_id,
    CASE
        WHEN number = :name OR title = :name THEN 1
        WHEN id = :id THEN 2
        WHEN substr(number, 1, length(:name)) = :name OR substr(title, 1, length(:name)) = :name THEN 3
        WHEN replace(number, :name, '') <> number OR replace(title, :name, '') <> title THEN 9
        ELSE 10
    END AS fit
FROM project
ORDER BY fit, id;
