-- One row is a step of a project, planned or done.
-- Parameters: none
SELECT project_id AS owner, step, planned_on, actual_on, recorded_at FROM project_step ORDER BY id
