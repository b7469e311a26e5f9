-- One row is a change of a project.
-- Parameters: none
SELECT project_id AS owner, changed_on, kind, before, after, reason, approval, recorded_at
  FROM project_change
 ORDER BY id
