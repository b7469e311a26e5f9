-- One row is someone who was a member of a branch and is of none on the day, as of the last branch left by then.
-- Parameters: :day, :branch_id (or NULL), :status (or NULL: the standing on leaving)
SELECT m.id,
       m.name,
       b.name AS branch,
       s.status,
       m.sex,
       m.ethnicity,
       m.birth_date,
       (SELECT min(j.from_on) FROM party_status j WHERE j.member_id = m.id) AS joined_on,
       (SELECT min(f.from_on)
          FROM party_status f
         WHERE f.member_id = m.id AND f.status = '正式党员' AND f.from_on <= :day) AS converted_on,
       m.education,
       m.duty,
       m.phone,
       NULL AS party_group,
       m.position,
       ms.to_on AS left_on,
       ms.leave_reason,
       ms.counterpart
  FROM membership ms
  JOIN member m ON m.id = ms.member_id
  JOIN branch b ON b.id = ms.branch_id
  LEFT JOIN party_status s ON s.member_id = m.id AND s.from_on < ms.to_on AND (s.to_on IS NULL OR s.to_on >= ms.to_on)
 WHERE ms.to_on <= :day
   AND NOT EXISTS (SELECT 1
                     FROM membership o
                    WHERE o.member_id = ms.member_id AND o.id <> ms.id AND o.from_on <= :day
                      AND (o.to_on IS NULL OR o.to_on > ms.to_on OR (o.to_on = ms.to_on AND o.id > ms.id)))
   AND (:branch_id IS NULL OR ms.branch_id = :branch_id)
   AND (:status IS NULL OR s.status = :status)
 ORDER BY ms.to_on, m.id
