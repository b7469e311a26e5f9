-- One row is a paper of a project that is there, with all its stored fields.
-- Parameters: none
SELECT id, project_id, name, received_on, place, recorded_at FROM project_material ORDER BY id
