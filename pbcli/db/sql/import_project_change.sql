-- One row is a change of a project, with all its stored fields.
-- Parameters: none
SELECT id, project_id, changed_on, kind, before, after, reason, approval, recorded_at FROM project_change ORDER BY id
