-- One row is a Party group, with all its stored fields.
-- Parameters: none
SELECT id, branch_id, name, from_on, to_on FROM party_group ORDER BY id
