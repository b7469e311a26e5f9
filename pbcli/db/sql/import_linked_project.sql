-- One row for each project of a branch with a title, in the order of their keeping.
-- Parameters: of_whom, the branch's name; title.
SELECT p.id
FROM project AS p
JOIN branch AS b ON b.id = p.branch_id
WHERE b.name = :of_whom AND p.title = :title
ORDER BY p.id
