-- One row for each project of a branch that ran in a period; of a level where one is asked for.
-- Parameters: branch_id; start, end (ISO days, both included); kind, a level (NULL for all).
SELECT p.id
FROM project AS p
WHERE p.branch_id = :branch_id AND (p.starts_on IS NULL OR p.starts_on <= :end)
    AND (p.ends_on IS NULL OR p.ends_on >= :start) AND (:kind IS NULL OR p.level = :kind)
ORDER BY p.id
