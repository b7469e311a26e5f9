-- One row for each kind of each event that a period touches, or of which an absence was made up in it.
-- Parameters: start, end (ISO days, both included).
SELECT
    e.id,
    e.branch_id,
    e.party_group_id,
    e.occurred_on,
    coalesce(e.ended_on, e.occurred_on) AS ended_on,
    e.start_time,
    e.end_time,
    e.hours_hundredths,
    e.entitled,
    e.present,
    n.name AS kind
FROM event AS e
JOIN event_has_kind AS x ON x.event_id = e.id
JOIN event_kind AS n ON n.id = x.event_kind_id
WHERE e.occurred_on <= :end
    AND (
        coalesce(e.ended_on, e.occurred_on) >= :start
        OR EXISTS (
            SELECT 1
            FROM attendance AS t
            WHERE t.event_id = e.id AND t.made_up_on >= :start AND t.made_up_on <= :end
        )
    )
ORDER BY e.id, x.id
