-- One row for each class and month of a period with contacts: how many.
-- Parameters: start, end (ISO days, both included), branch_id (NULL for all).
SELECT
    c.class_id,
    k.name AS class,
    substr(c.occurred_on, 1, 7) AS month,
    count(*) AS contacts
FROM contact AS c
JOIN class AS k ON k.id = c.class_id
LEFT JOIN membership AS s
    ON s.member_id = c.member_id AND s.from_on <= c.occurred_on AND (s.to_on IS NULL OR s.to_on > c.occurred_on)
WHERE c.occurred_on >= :start AND c.occurred_on <= :end
    AND (:branch_id IS NULL OR s.branch_id = :branch_id)
GROUP BY c.class_id, k.name, substr(c.occurred_on, 1, 7)
ORDER BY c.class_id, substr(c.occurred_on, 1, 7)
