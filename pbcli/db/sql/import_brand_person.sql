-- One row is a member who works on a brand, with all its stored fields.
-- Parameters: none
SELECT id, brand_id, member_id, duty FROM brand_person ORDER BY id
