-- One row: how many people hold a post in a branch on a day, those whom no member record matches included.
-- Parameters: branch_id, day (ISO day).
SELECT count(DISTINCT p.holder_name) AS holders
FROM post AS p
WHERE p.branch_id = :branch_id
    AND (p.from_on IS NULL OR p.from_on <= :day) AND (p.to_on IS NULL OR p.to_on > :day)
