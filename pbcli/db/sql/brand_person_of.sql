-- One row for each member who works on a brand.
-- Parameters: brand_id.
SELECT p.id, m.name AS member, p.duty
FROM brand_person AS p
JOIN member AS m ON m.id = p.member_id
WHERE p.brand_id = :brand_id
ORDER BY p.id
