-- One row for each reminder that was said: its key, and the offset that it was last said for (-1: overdue).
-- Parameters: none.
SELECT
    r.id,
    r.key,
    r.offset_days
FROM reminder_said AS r
ORDER BY r.key
