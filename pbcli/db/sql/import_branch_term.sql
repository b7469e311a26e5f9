-- One row is a branch's term of office, with all its stored fields.
-- Parameters: none
SELECT id, branch_id, elected_on, years, extended_to, approval, recorded_at FROM branch_term ORDER BY elected_on, id
