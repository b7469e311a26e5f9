-- One row is a milestone of a brand, with all its stored fields.
-- Parameters: none
SELECT id, brand_id, name, planned_on, done_on, recorded_at FROM brand_milestone ORDER BY id
