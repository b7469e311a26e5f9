-- One row is a post that a member holds or has held.
-- Parameters: :member_id
SELECT p.id,
       b.name AS branch,
       p.kind,
       p.from_on,
       p.to_on,
       p.recorded_at,
       p.end_recorded_at
  FROM post p
  JOIN branch b ON b.id = p.branch_id
 WHERE p.member_id = :member_id
 ORDER BY p.id
