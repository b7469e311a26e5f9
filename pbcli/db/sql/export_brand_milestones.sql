-- One row is a milestone of a brand.
-- Parameters: none
SELECT brand_id AS owner, name, planned_on, done_on, recorded_at FROM brand_milestone ORDER BY id
