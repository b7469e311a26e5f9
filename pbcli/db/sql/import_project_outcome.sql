-- One row is an outcome of a project, with all its stored fields.
-- Parameters: none
SELECT id, project_id, form, title, authors, publication, issue, published_on, note, recorded_at
  FROM project_outcome
 ORDER BY id
