-- One row is a class that a member looks after or has looked after, with the number of contacts made with it.
-- Parameters: :member_id
SELECT a.id,
       c.name AS class,
       a.role,
       a.from_on,
       a.to_on,
       (SELECT count(*) FROM contact t WHERE t.member_id = a.member_id AND t.class_id = a.class_id) AS contacts,
       a.recorded_at,
       a.end_recorded_at
  FROM assignment a
  JOIN class c ON c.id = a.class_id
 WHERE a.member_id = :member_id
 ORDER BY a.from_on, a.id
