-- One row is a member's part in a project; the branch is the member's last one.
-- Parameters: none
SELECT pp.project_id AS owner, m.name AS member, m.birth_date AS born,
       (SELECT b.name FROM membership AS ms JOIN branch AS b ON b.id = ms.branch_id
          WHERE ms.member_id = pp.member_id
          ORDER BY ms.from_on DESC, ms.id DESC LIMIT 1) AS branch,
       pp.role, pp.place
  FROM project_person AS pp
  JOIN member AS m ON m.id = pp.member_id
 ORDER BY pp.id
