-- One row is a member's assignment to a class, with all its stored fields.
-- Parameters: none
SELECT id, member_id, class_id, role, from_on, to_on, recorded_at, end_recorded_at FROM assignment ORDER BY id
