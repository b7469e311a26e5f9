-- One row is a member of exactly this name, with the branch of the open or latest membership, and how and when it ended.
-- Parameters: :name
SELECT m.id,
       m.name,
       m.birth_date,
       b.name AS branch,
       ms.branch_id,
       ms.to_on AS left_on,
       ms.leave_reason
  FROM member m
  LEFT JOIN membership ms ON ms.member_id = m.id
   AND NOT EXISTS (SELECT 1
                     FROM membership o
                    WHERE o.member_id = m.id
                      AND (o.from_on > ms.from_on OR (o.from_on = ms.from_on AND o.id > ms.id)))
  LEFT JOIN branch b ON b.id = ms.branch_id
 WHERE m.name = :name
 ORDER BY m.id
