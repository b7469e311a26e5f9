-- One row is a Party group of a branch.
-- Parameters: none
SELECT branch_id AS owner, name, from_on, to_on FROM party_group ORDER BY id
