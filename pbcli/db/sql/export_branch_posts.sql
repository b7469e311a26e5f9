-- One row is someone in a post of a branch, now or once; born tells a member from those of the same name.
-- Parameters: none
SELECT p.branch_id AS owner, p.kind, p.holder_name AS holder, m.birth_date AS born, p.from_on, p.to_on,
       p.recorded_at, p.end_recorded_at
  FROM post AS p
  LEFT JOIN member AS m ON m.id = p.member_id
 ORDER BY p.id
