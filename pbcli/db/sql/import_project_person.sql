-- One row is a member's part in a project, with all its stored fields.
-- Parameters: none
SELECT id, project_id, member_id, role, place FROM project_person ORDER BY place, id
