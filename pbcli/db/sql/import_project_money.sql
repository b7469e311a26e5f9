-- One row is a sum granted to a project or spent on it, with all its stored fields.
-- Parameters: none
SELECT id, project_id, occurred_on, kind, amount_fen, purpose, note FROM project_money ORDER BY id
