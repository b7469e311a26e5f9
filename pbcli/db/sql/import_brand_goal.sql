-- One row is a goal of a brand, with all its stored fields.
-- Parameters: none
SELECT id, brand_id, place, goal, measure, target, reached FROM brand_goal ORDER BY place, id
