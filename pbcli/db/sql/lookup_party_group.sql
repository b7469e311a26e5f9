-- One row for each group of a branch; fit 1 is the name itself, 3 its beginning.
-- Parameters: branch_id, name.
SELECT
    id,
    name,
    branch_id,
    CASE
        WHEN name = :name THEN 1
        WHEN substr(name, 1, length(:name)) = :name THEN 3
        ELSE 9
    END AS fit
FROM party_group
WHERE branch_id = :branch_id
ORDER BY fit, id;
