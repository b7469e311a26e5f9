-- One row is someone in a post of a branch, now or before; member_id is NULL for a holder who is known by name only.
-- Parameters: :branch_id (NULL for the unit's own committee)
SELECT p.id,
       p.kind,
       coalesce(m.name, p.holder_name) AS holder,
       p.member_id,
       p.from_on,
       p.to_on,
       p.recorded_at,
       p.end_recorded_at
  FROM post p
  LEFT JOIN member m ON m.id = p.member_id
 WHERE p.branch_id = :branch_id OR (:branch_id IS NULL AND p.branch_id IS NULL)
 ORDER BY p.id
