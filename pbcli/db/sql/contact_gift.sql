-- One row for each contact in a period at which something was given, in the order of giving.
-- Parameters: start, end (ISO days, both included), member_id, class_id, branch_id (each NULL for all).
SELECT
    b.id AS branch_id,
    c.member_id,
    c.gift,
    c.gift_fen
FROM contact AS c
LEFT JOIN membership AS s
    ON s.member_id = c.member_id AND s.from_on <= c.occurred_on AND (s.to_on IS NULL OR s.to_on > c.occurred_on)
LEFT JOIN branch AS b ON b.id = s.branch_id
WHERE c.occurred_on >= :start AND c.occurred_on <= :end
    AND (c.gift IS NOT NULL OR c.gift_fen IS NOT NULL)
    AND (:member_id IS NULL OR c.member_id = :member_id)
    AND (:class_id IS NULL OR c.class_id = :class_id)
    AND (:branch_id IS NULL OR b.id = :branch_id)
ORDER BY c.occurred_on, c.start_time, c.id
