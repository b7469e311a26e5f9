-- One row for each project that isn't withdrawn on a day: when it begins and ends, what it is extended to, and its office.
-- Parameters: day (ISO day).
SELECT
    p.id,
    p.number,
    p.title,
    p.starts_on,
    p.ends_on,
    p.office,
    (
        SELECT max(e.extended_to)
        FROM project_extension AS e
        WHERE e.project_id = p.id AND e.granted_on <= :day
    ) AS extended_to
FROM project AS p
WHERE (p.withdrawn_on IS NULL OR p.withdrawn_on > :day)
ORDER BY p.id
