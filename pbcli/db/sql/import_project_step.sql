-- One row is a step of a project, with all its stored fields.
-- Parameters: none
SELECT id, project_id, step, planned_on, actual_on, recorded_at FROM project_step ORDER BY id
