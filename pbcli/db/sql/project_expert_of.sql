-- One row for each expert who judges a project at a step.
-- Parameters: project_id (NULL for all).
SELECT
    x.id,
    x.project_id,
    x.step,
    x.name,
    x.affiliation,
    x.level
FROM project_expert AS x
WHERE (:project_id IS NULL OR x.project_id = :project_id)
ORDER BY x.project_id, x.id
