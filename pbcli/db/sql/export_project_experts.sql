-- One row is an expert who judges a project at a step.
-- Parameters: none
SELECT project_id AS owner, step, name, affiliation, level FROM project_expert ORDER BY id
