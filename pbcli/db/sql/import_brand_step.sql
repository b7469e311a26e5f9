-- One row is a state that a brand came to, with all its stored fields.
-- Parameters: none
SELECT id, brand_id, state, on_day, recorded_at FROM brand_step ORDER BY id
