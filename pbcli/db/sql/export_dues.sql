-- One row is a member of whom a base or a payment is kept; the branch is the member's last one.
-- Parameters: none
SELECT m.id, m.name AS member, m.birth_date AS member_born,
       (SELECT b.name FROM membership AS ms JOIN branch AS b ON b.id = ms.branch_id
          WHERE ms.member_id = m.id
          ORDER BY ms.from_on DESC, ms.id DESC LIMIT 1) AS branch
  FROM member AS m
 WHERE EXISTS (SELECT 1 FROM dues_base AS b WHERE b.member_id = m.id)
    OR EXISTS (SELECT 1 FROM dues_payment AS p WHERE p.member_id = m.id)
 ORDER BY m.id
