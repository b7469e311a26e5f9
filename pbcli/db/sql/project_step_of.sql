-- One row for each dated step of a project: when it was planned, when it was done.
-- Parameters: project_id (NULL for all).
SELECT
    s.id,
    s.project_id,
    s.step,
    s.planned_on,
    s.actual_on,
    s.recorded_at
FROM project_step AS s
WHERE (:project_id IS NULL OR s.project_id = :project_id)
ORDER BY s.project_id, s.id
