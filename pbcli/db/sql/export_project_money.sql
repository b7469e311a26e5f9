-- One row is a sum granted to a project or spent on it.
-- Parameters: none
SELECT project_id AS owner, occurred_on, kind, amount_fen AS amount, purpose, note, recorded_at
  FROM project_money
 ORDER BY id
