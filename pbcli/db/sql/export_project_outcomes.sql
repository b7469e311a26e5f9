-- One row is an outcome of a project.
-- Parameters: none
SELECT project_id AS owner, form, title, authors, publication, issue, published_on, note, recorded_at
  FROM project_outcome
 ORDER BY id
