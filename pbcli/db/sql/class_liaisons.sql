-- One row is a member who looks after a class on the day.
-- Parameters: :day
SELECT a.class_id,
       m.name AS member
  FROM assignment a
  JOIN member m ON m.id = a.member_id
 WHERE a.from_on <= :day AND (a.to_on IS NULL OR a.to_on > :day)
 ORDER BY a.class_id, a.id
