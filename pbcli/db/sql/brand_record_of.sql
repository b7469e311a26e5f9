-- One row for each record that counts for a brand, by its day; a project has the day on which it began.
-- Parameters: brand_id.
SELECT
    l.id,
    l.record_kind,
    l.record_id,
    coalesce(e.occurred_on, c.occurred_on, p.starts_on) AS on_day,
    coalesce(
        e.title,
        (
            SELECT min(k.name)
            FROM event_has_kind AS x
            JOIN event_kind AS k ON k.id = x.event_kind_id
            WHERE x.event_id = e.id
        ),
        c.kind,
        p.title
    ) AS what,
    n.name AS class
FROM brand_link AS l
LEFT JOIN event AS e ON l.record_kind = 'event' AND e.id = l.record_id
LEFT JOIN contact AS c ON l.record_kind = 'contact' AND c.id = l.record_id
LEFT JOIN class AS n ON n.id = c.class_id
LEFT JOIN project AS p ON l.record_kind = 'project' AND p.id = l.record_id
WHERE l.brand_id = :brand_id
ORDER BY on_day, l.id
