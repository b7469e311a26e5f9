-- One row for each project that is neither closed nor withdrawn on a day: when it ends, and what it is extended to.
-- Parameters: day (ISO day).
SELECT
    p.id,
    p.number,
    p.title,
    p.ends_on,
    (
        SELECT max(e.extended_to)
        FROM project_extension AS e
        WHERE e.project_id = p.id AND e.granted_on <= :day
    ) AS extended_to
FROM project AS p
WHERE (p.withdrawn_on IS NULL OR p.withdrawn_on > :day)
    AND NOT EXISTS (
        SELECT 1
        FROM project_step AS s
        WHERE s.project_id = p.id AND s.step = '结题' AND s.actual_on <= :day
    )
ORDER BY p.id
