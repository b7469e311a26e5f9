-- One row for each absence from an event of a period, oldest first, with the lesson that made up for it.
-- Parameters: start, end (ISO days, both included), day (ISO day: as of when), is_open (1: only those not made up by then,
-- else 0), only_members (1: only of those who are members still on the day, else 0), branch_id (the member's on the
-- event's day; NULL for all).
SELECT
    t.id,
    e.id AS event_id,
    e.occurred_on,
    coalesce(e.ended_on, e.occurred_on) AS ended_on,
    s.branch_id,
    b.name AS branch,
    m.id AS member_id,
    m.name AS member,
    t.state,
    t.reason,
    CASE WHEN t.made_up_on <= :day THEN t.made_up_on END AS made_up_on,
    t.made_up_how,
    CASE WHEN t.made_up_on <= :day THEN t.made_up_recorded_at END AS made_up_recorded_at
FROM event AS e
JOIN attendance AS t ON t.event_id = e.id
JOIN member AS m ON m.id = t.member_id
LEFT JOIN membership AS s
    ON s.member_id = t.member_id AND s.from_on <= e.occurred_on AND (s.to_on IS NULL OR s.to_on > e.occurred_on)
LEFT JOIN branch AS b ON b.id = s.branch_id
WHERE e.occurred_on >= :start AND e.occurred_on <= :end AND e.occurred_on <= :day
    AND t.state <> '列席'
    AND (:is_open = 0 OR t.made_up_on IS NULL OR t.made_up_on > :day)
    AND (:branch_id IS NULL OR s.branch_id = :branch_id)
    AND (
        :only_members = 0
        OR EXISTS (
            SELECT 1
            FROM membership AS n
            WHERE n.member_id = t.member_id AND n.from_on <= :day AND (n.to_on IS NULL OR n.to_on > :day)
        )
    )
ORDER BY e.occurred_on, e.id, t.id
