-- One row for each sum granted to a project or spent on it, in order of time.
-- Parameters: project_id (NULL for all).
SELECT
    x.id,
    x.project_id,
    x.occurred_on,
    x.kind,
    x.amount_fen,
    x.purpose,
    x.note,
    x.recorded_at
FROM project_money AS x
WHERE (:project_id IS NULL OR x.project_id = :project_id)
ORDER BY x.project_id, x.occurred_on, x.id
