-- One row for each exception of attendance of an event that a period touches, or that was made up in it.
-- Parameters: start, end (ISO days, both included).
SELECT
    t.event_id,
    t.member_id,
    t.state,
    t.made_up_on
FROM event AS e
JOIN attendance AS t ON t.event_id = e.id
WHERE e.occurred_on <= :end
    AND (
        coalesce(e.ended_on, e.occurred_on) >= :start
        OR (t.made_up_on >= :start AND t.made_up_on <= :end)
    )
