-- One row for each branch.
-- Parameters: none.
SELECT b.id AS branch_id, b.name AS branch FROM branch AS b ORDER BY b.id
