-- One row for each class and day of a period with contacts: how many.
-- Parameters: start, end (ISO days, both included), branch_id (NULL for all).
SELECT
    c.class_id,
    k.name AS class,
    c.occurred_on AS day,
    count(*) AS contacts
FROM contact AS c
JOIN class AS k ON k.id = c.class_id
LEFT JOIN membership AS s
    ON s.member_id = c.member_id AND s.from_on <= c.occurred_on AND (s.to_on IS NULL OR s.to_on > c.occurred_on)
WHERE c.occurred_on >= :start AND c.occurred_on <= :end
    AND (:branch_id IS NULL OR s.branch_id = :branch_id)
GROUP BY c.class_id, k.name, c.occurred_on
ORDER BY c.class_id, c.occurred_on
