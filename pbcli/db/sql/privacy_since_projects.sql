-- One row for each project that was finished or withdrawn before a day. Reads all of project: a purge looks at everything.
-- Parameters: before (ISO day).
SELECT ended.id, ended.since_on
FROM (
    SELECT
        p.id,
        coalesce(
            p.withdrawn_on,
            (SELECT max(s.actual_on) FROM project_step AS s WHERE s.project_id = p.id AND s.step = '结题')
        ) AS since_on
    FROM project AS p
) AS ended
WHERE ended.since_on < :before
ORDER BY ended.id
