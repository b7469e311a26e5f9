-- One row is a member's assignment to a class, with all its stored fields.
-- Parameters: none
SELECT id, member_id, class_id, role, from_on, to_on FROM assignment ORDER BY id
