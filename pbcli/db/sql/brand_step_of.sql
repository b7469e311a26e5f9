-- One row for each state that a brand came to, with the day.
-- Parameters: brand_id (NULL for all).
SELECT s.id, s.brand_id, s.state, s.on_day, s.recorded_at
FROM brand_step AS s
WHERE (:brand_id IS NULL OR s.brand_id = :brand_id)
ORDER BY s.brand_id, s.on_day, s.id
