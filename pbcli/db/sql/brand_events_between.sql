-- One row for each event that a branch held in a period, alone or together with others; of a kind where one is asked for.
-- Parameters: branch_id; start, end (ISO days, both included); kind (NULL for all).
SELECT e.id
FROM event AS e
WHERE (
        e.branch_id = :branch_id
        OR EXISTS (SELECT 1 FROM event_branch AS j WHERE j.event_id = e.id AND j.branch_id = :branch_id)
    )
    AND e.occurred_on >= :start AND e.occurred_on <= :end
    AND (
        :kind IS NULL
        OR EXISTS (
            SELECT 1
            FROM event_has_kind AS x
            JOIN event_kind AS k ON k.id = x.event_kind_id
            WHERE x.event_id = e.id AND k.name = :kind
        )
    )
ORDER BY e.id
