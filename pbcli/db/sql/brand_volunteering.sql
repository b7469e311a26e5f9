-- One row for each event of volunteering (志愿服务) that is linked to a brand and happened in a period.
-- Parameters: start, end (ISO days, both included); brand_id (NULL for all).
SELECT
    l.brand_id,
    e.occurred_on,
    coalesce(e.ended_on, e.occurred_on) AS ended_on,
    e.start_time,
    e.end_time,
    e.hours_hundredths
FROM brand_link AS l
JOIN event AS e ON e.id = l.record_id
WHERE l.record_kind = 'event'
    AND e.occurred_on >= :start AND e.occurred_on <= :end
    AND (:brand_id IS NULL OR l.brand_id = :brand_id)
    AND EXISTS (
        SELECT 1
        FROM event_has_kind AS x
        JOIN event_kind AS k ON k.id = x.event_kind_id
        WHERE x.event_id = e.id AND k.name = '志愿服务'
    )
ORDER BY l.brand_id, e.id
