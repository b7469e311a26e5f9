-- One row for each brand that something is linked to: what of it happened in a period, counted as its goals count it.
-- Parameters: start, end (ISO days, both included); brand_id (NULL for all).
SELECT
    l.brand_id,
    count(e.id) AS events,
    count(c.id) AS contacts,
    count(DISTINCT c.class_id) AS classes,
    coalesce(sum(c.pupils), 0) AS pupils,
    sum(CASE WHEN c.kind = '走访寝室' THEN 1 ELSE 0 END) AS dorm_visits,
    sum(CASE WHEN c.kind = '家访' THEN 1 ELSE 0 END) AS home_visits,
    count(p.id) AS projects
FROM brand_link AS l
LEFT JOIN event AS e
    ON l.record_kind = 'event' AND e.id = l.record_id AND e.occurred_on >= :start AND e.occurred_on <= :end
LEFT JOIN contact AS c
    ON l.record_kind = 'contact' AND c.id = l.record_id AND c.occurred_on >= :start AND c.occurred_on <= :end
LEFT JOIN project AS p ON l.record_kind = 'project' AND p.id = l.record_id
WHERE (:brand_id IS NULL OR l.brand_id = :brand_id)
GROUP BY l.brand_id
ORDER BY l.brand_id
