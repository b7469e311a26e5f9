-- One row is a time in which someone was a class's head teacher.
-- Parameters: none
SELECT class_id AS owner, teacher_name, from_on, to_on, recorded_at FROM class_head ORDER BY id
