-- One row for each member whose membership holds on a day, in branch and roster order.
-- Parameters: day (ISO day), branch_id (or NULL for all), member_id (or NULL for all).
SELECT
    m.id AS member_id,
    m.name AS member,
    b.id AS branch_id,
    b.name AS branch
FROM membership AS s
JOIN member AS m ON m.id = s.member_id
JOIN branch AS b ON b.id = s.branch_id
WHERE s.from_on <= :day AND (s.to_on IS NULL OR s.to_on > :day)
    AND (:branch_id IS NULL OR b.id = :branch_id)
    AND (:member_id IS NULL OR m.id = :member_id)
ORDER BY b.id, m.id
