-- One row is an expert who judges a project at a step, with all its stored fields.
-- Parameters: none
SELECT id, project_id, step, name, affiliation, level FROM project_expert ORDER BY id
