-- One row is a post whose holder is kept by name while exactly one member of the branch, at that time, has the name.
-- Parameters: none
SELECT p.id AS post_id,
       min(ms.member_id) AS member_id
  FROM post p
  JOIN membership ms ON ms.branch_id = p.branch_id
   AND (p.to_on IS NULL OR p.to_on > ms.from_on)
   AND (ms.to_on IS NULL OR p.from_on IS NULL OR ms.to_on > p.from_on)
  JOIN member m ON m.id = ms.member_id AND m.name = p.holder_name
 WHERE p.member_id IS NULL
 GROUP BY p.id
HAVING count(DISTINCT ms.member_id) = 1
 ORDER BY p.id
