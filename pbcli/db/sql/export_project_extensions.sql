-- One row is an extension of a project's term.
-- Parameters: none
SELECT project_id AS owner, granted_on, extended_to, reason, recorded_at FROM project_extension ORDER BY granted_on, id
