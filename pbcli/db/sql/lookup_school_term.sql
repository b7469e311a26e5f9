-- One row for each school term that a typed name may mean; fit 1 is the name itself, 2 the id, 3 its beginning.
-- Parameters: name; id, a whole number or NULL.
SELECT
    id,
    name,
    starts_on,
    ends_on,
    CASE
        WHEN name = :name THEN 1
        WHEN id = :id THEN 2
        WHEN substr(name, 1, length(:name)) = :name THEN 3
        ELSE 9
    END AS fit
FROM school_term
ORDER BY fit, starts_on;
