-- One row is an extension of a project, with all its stored fields.
-- Parameters: none
SELECT id, project_id, granted_on, extended_to, reason, recorded_at FROM project_extension ORDER BY granted_on, id
