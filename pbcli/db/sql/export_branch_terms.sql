-- One row is a branch's term of office.
-- Parameters: none
SELECT branch_id AS owner, elected_on, years, extended_to, approval, recorded_at
  FROM branch_term
 ORDER BY elected_on, id
