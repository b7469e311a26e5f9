-- One row for each step of a project that was planned, and not done by a day.
-- Parameters: day (ISO day).
SELECT
    s.project_id,
    s.step,
    s.planned_on
FROM project_step AS s
WHERE s.planned_on IS NOT NULL AND (s.actual_on IS NULL OR s.actual_on > :day)
ORDER BY s.project_id, s.planned_on, s.id
