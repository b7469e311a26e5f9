-- One row is a member who looks after a class or has done so, with the branch that the member belongs to on the day.
-- Parameters: :class_id, :day
SELECT a.id,
       m.name AS member,
       b.name AS branch,
       a.role,
       a.from_on,
       a.to_on,
       a.recorded_at,
       a.end_recorded_at
  FROM assignment a
  JOIN member m ON m.id = a.member_id
  LEFT JOIN membership ms ON ms.member_id = m.id AND ms.from_on <= :day AND (ms.to_on IS NULL OR ms.to_on > :day)
  LEFT JOIN branch b ON b.id = ms.branch_id
 WHERE a.class_id = :class_id
 ORDER BY a.from_on, a.id
