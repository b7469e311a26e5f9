-- One row is an assignment of a member to a class; the branch is the member's on its first day.
-- Parameters: none
SELECT a.id, m.name AS member, m.birth_date AS member_born,
       COALESCE(
         (SELECT b.name FROM membership AS ms JOIN branch AS b ON b.id = ms.branch_id
          WHERE ms.member_id = a.member_id AND ms.from_on <= a.from_on
          ORDER BY ms.from_on DESC, ms.id DESC LIMIT 1),
         (SELECT b.name FROM membership AS ms JOIN branch AS b ON b.id = ms.branch_id
          WHERE ms.member_id = a.member_id
          ORDER BY ms.from_on, ms.id LIMIT 1)) AS branch,
       a.role, c.name AS class, a.from_on, a.to_on, a.recorded_at, a.end_recorded_at
  FROM assignment AS a
  JOIN member AS m ON m.id = a.member_id
  JOIN class AS c ON c.id = a.class_id
 ORDER BY a.id
