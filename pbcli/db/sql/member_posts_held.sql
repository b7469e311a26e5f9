-- One row is a post that a member holds or has held, in a branch or in the unit's own committee.
-- Parameters: :member_id
SELECT p.id,
       coalesce(b.name, '党委') AS branch,
       p.kind,
       p.from_on,
       p.to_on,
       p.recorded_at,
       p.end_recorded_at
  FROM post p
  LEFT JOIN branch b ON b.id = p.branch_id
 WHERE p.member_id = :member_id
 ORDER BY p.id
