-- One row for each paper of a project that is there.
-- Parameters: project_id (NULL for all).
SELECT
    x.id,
    x.project_id,
    x.name,
    x.received_on,
    x.place,
    x.recorded_at
FROM project_material AS x
WHERE (:project_id IS NULL OR x.project_id = :project_id)
ORDER BY x.project_id, x.id
