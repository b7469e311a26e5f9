-- One row for each outcome of a project.
-- Parameters: project_id (NULL for all).
SELECT
    x.id,
    x.project_id,
    x.form,
    x.title,
    x.authors,
    x.publication,
    x.issue,
    x.published_on,
    x.note,
    x.recorded_at
FROM project_outcome AS x
WHERE (:project_id IS NULL OR x.project_id = :project_id)
ORDER BY x.project_id, x.published_on IS NULL, x.published_on, x.id
