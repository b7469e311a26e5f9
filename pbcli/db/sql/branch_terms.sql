-- One row is a term of office of a branch, the latest first.
-- Parameters: :branch_id
SELECT t.id,
       t.elected_on,
       t.years,
       t.extended_to,
       t.approval,
       t.recorded_at
  FROM branch_term t
 WHERE t.branch_id = :branch_id
 ORDER BY t.elected_on DESC
