-- One row for each goal of a brand, in their order.
-- Parameters: brand_id (NULL for all).
SELECT g.id, g.brand_id, g.place, g.goal, g.measure, g.target, g.reached
FROM brand_goal AS g
WHERE (:brand_id IS NULL OR g.brand_id = :brand_id)
ORDER BY g.brand_id, g.place
