-- One row for each contact that members of a branch had in a period, of those who belonged to it on the day; of a kind
-- where one is asked for.
-- Parameters: branch_id; start, end (ISO days, both included); kind (NULL for all).
SELECT c.id
FROM contact AS c
WHERE c.occurred_on >= :start AND c.occurred_on <= :end
    AND (:kind IS NULL OR c.kind = :kind)
    AND EXISTS (
        SELECT 1
        FROM membership AS m
        WHERE m.member_id = c.member_id AND m.branch_id = :branch_id
            AND m.from_on <= c.occurred_on AND (m.to_on IS NULL OR m.to_on > c.occurred_on)
    )
ORDER BY c.id
