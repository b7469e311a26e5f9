-- One row is a goal of a brand.
-- Parameters: none
SELECT brand_id AS owner, place, goal, measure, target, reached FROM brand_goal ORDER BY brand_id, place
