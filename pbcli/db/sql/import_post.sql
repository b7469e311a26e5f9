-- One row is a post in a branch, with all its stored fields.
-- Parameters: none
SELECT id, branch_id, kind, member_id, holder_name, from_on, to_on, recorded_at, end_recorded_at FROM post ORDER BY id
