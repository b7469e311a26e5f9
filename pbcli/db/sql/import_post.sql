-- One row is a post in a branch, with all its stored fields.
-- Parameters: none
SELECT id, branch_id, kind, member_id, holder_name, from_on, to_on FROM post ORDER BY id
