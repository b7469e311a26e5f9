-- One row is a post that a member holds or held in the unit's own committee.
-- Parameters: none
SELECT p.member_id AS owner, p.kind, p.from_on, p.to_on, p.recorded_at, p.end_recorded_at
  FROM post AS p
 WHERE p.branch_id IS NULL
 ORDER BY p.id
