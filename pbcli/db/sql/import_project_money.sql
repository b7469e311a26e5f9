-- One row is a sum granted to a project or spent on it, with all its stored fields.
-- Parameters: none
SELECT id, project_id, occurred_on, kind, amount_fen, purpose, note, recorded_at FROM project_money ORDER BY id
