-- One row is a paper of a project that is there.
-- Parameters: none
SELECT project_id AS owner, name, received_on, place, recorded_at FROM project_material ORDER BY id
