-- One row for each post that a member holds or held in a branch.
-- Parameters: none.
SELECT p.member_id, p.branch_id, p.from_on, p.to_on FROM post AS p WHERE p.member_id IS NOT NULL
