-- One row is a post that a member holds on the day.
-- Parameters: :day
SELECT p.member_id,
       p.kind,
       b.name AS branch
  FROM post p
  JOIN branch b ON b.id = p.branch_id
 WHERE p.member_id IS NOT NULL
   AND (p.from_on IS NULL OR p.from_on <= :day) AND (p.to_on IS NULL OR p.to_on > :day)
 ORDER BY p.member_id, p.id
