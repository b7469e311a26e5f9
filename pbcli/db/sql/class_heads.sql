-- One row is a head teacher of a class, now or before.
-- Parameters: :class_id
SELECT h.id,
       h.teacher_name,
       h.from_on,
       h.to_on,
       h.recorded_at
  FROM class_head h
 WHERE h.class_id = :class_id
 ORDER BY coalesce(h.from_on, ''), h.id
