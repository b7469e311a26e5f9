-- One row is a head teacher's time with a class, with all its stored fields.
-- Parameters: none
SELECT id, class_id, teacher_name, from_on, to_on, recorded_at FROM class_head ORDER BY id
