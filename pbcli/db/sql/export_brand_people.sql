-- One row is a member who works on a brand; the branch is the member's last one.
-- Parameters: none
SELECT p.brand_id AS owner, m.name AS member, m.birth_date AS born,
       (SELECT b.name FROM membership AS ms JOIN branch AS b ON b.id = ms.branch_id
         WHERE ms.member_id = p.member_id
         ORDER BY ms.from_on DESC, ms.id DESC LIMIT 1) AS branch,
       p.duty
  FROM brand_person AS p
  JOIN member AS m ON m.id = p.member_id
 ORDER BY p.id
