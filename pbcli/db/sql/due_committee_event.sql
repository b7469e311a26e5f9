-- One row for each study of the central group that the unit held between two days, and for each lecture of its secretary: in
-- whatever branch he was the host, who is the lecturer there; at the unit's own also where no host is written down.
-- Parameters: start, end (ISO days, both included).
SELECT
    n.name AS kind,
    e.occurred_on
FROM event AS e
JOIN event_has_kind AS h ON h.event_id = e.id
JOIN event_kind AS n ON n.id = h.event_kind_id
WHERE e.occurred_on >= :start AND e.occurred_on <= :end
    AND (
        (n.name = '中心组学习' AND e.branch_id IS NULL)
        OR (n.name = '党课' AND e.branch_id IS NULL AND e.host_id IS NULL)
        OR (
            n.name = '党课'
            AND EXISTS (
                SELECT 1
                FROM post AS p
                WHERE p.branch_id IS NULL AND p.kind = '书记' AND p.member_id = e.host_id
                    AND (p.from_on IS NULL OR p.from_on <= e.occurred_on)
                    AND (p.to_on IS NULL OR p.to_on > e.occurred_on)
            )
        )
    )
