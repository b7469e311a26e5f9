-- One row for each project that has a number, or a title in a branch.
-- Parameters: number (or NULL); title; branch_id.
SELECT
    p.id,
    p.number,
    p.title,
    b.name AS branch,
    p.number = :number AS has_number
FROM project AS p
JOIN branch AS b ON b.id = p.branch_id
WHERE p.number = :number
    OR (p.title = :title AND p.branch_id = :branch_id AND (p.number IS NULL OR :number IS NULL))
ORDER BY p.id
