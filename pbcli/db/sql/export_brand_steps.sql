-- One row is a state that a brand came to.
-- Parameters: none
SELECT brand_id AS owner, state, on_day, recorded_at FROM brand_step ORDER BY id
