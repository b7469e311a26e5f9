-- One row for each change of a project, in order of time.
-- Parameters: project_id (NULL for all).
SELECT
    x.id,
    x.project_id,
    x.changed_on,
    x.kind,
    x.before,
    x.after,
    x.reason,
    x.approval,
    x.recorded_at
FROM project_change AS x
WHERE (:project_id IS NULL OR x.project_id = :project_id)
ORDER BY x.project_id, x.changed_on, x.id
