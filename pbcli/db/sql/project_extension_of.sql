-- One row for each extension of a project, in the order of their granting.
-- Parameters: project_id (NULL for all).
SELECT
    x.id,
    x.project_id,
    x.granted_on,
    x.extended_to,
    x.reason,
    x.recorded_at
FROM project_extension AS x
WHERE (:project_id IS NULL OR x.project_id = :project_id)
ORDER BY x.project_id, x.granted_on, x.id
