-- One row for each step of a project that was planned, or done by a day.
-- Parameters: day (ISO day).
SELECT
    s.project_id,
    s.step,
    s.planned_on,
    CASE WHEN s.actual_on <= :day THEN s.actual_on END AS done_on
FROM project_step AS s
WHERE s.planned_on IS NOT NULL OR s.actual_on <= :day
ORDER BY s.project_id, s.id
