-- One row with the head teacher of a class on a day; none where nobody is known.
-- Parameters: class_id, day (ISO day).
SELECT h.teacher_name AS head_teacher
FROM class_head AS h
WHERE h.class_id = :class_id
    AND (h.from_on IS NULL OR h.from_on <= :day) AND (h.to_on IS NULL OR h.to_on > :day)
ORDER BY h.from_on DESC, h.id DESC
LIMIT 1
