-- One row is a record that counts for a brand, with all its stored fields.
-- Parameters: none
SELECT id, brand_id, record_kind, record_id FROM brand_link ORDER BY id
