-- One row for each brand of a branch and a year.
-- Parameters: of_whom, the branch's name; title, the year.
SELECT d.id
FROM brand AS d
JOIN branch AS b ON b.id = d.branch_id
WHERE b.name = :of_whom AND CAST(d.year AS TEXT) = :title
ORDER BY d.id
