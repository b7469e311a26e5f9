-- One row for each milestone of a brand, by its day.
-- Parameters: brand_id (NULL for all).
SELECT s.id, s.brand_id, s.name, s.planned_on, s.done_on, s.recorded_at
FROM brand_milestone AS s
WHERE (:brand_id IS NULL OR s.brand_id = :brand_id)
ORDER BY s.brand_id, s.planned_on, s.id
