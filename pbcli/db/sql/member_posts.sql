-- One row is a post that a member holds on the day, in a branch or in the unit's own committee.
-- Parameters: :day
SELECT p.member_id,
       CASE WHEN p.branch_id IS NULL THEN '党委' || p.kind ELSE p.kind END AS kind,
       coalesce(b.name, '党委') AS branch
  FROM post p
  LEFT JOIN branch b ON b.id = p.branch_id
 WHERE p.member_id IS NOT NULL
   AND (p.from_on IS NULL OR p.from_on <= :day) AND (p.to_on IS NULL OR p.to_on > :day)
 ORDER BY p.member_id, p.id
