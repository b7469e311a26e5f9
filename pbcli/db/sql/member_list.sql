-- One row is a member of a branch on the day, with the standing of that day.
-- Parameters: :day, :branch_id (or NULL), :status (or NULL)
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
       g.name AS party_group,
       m.position,
       NULL AS left_on,
       NULL AS leave_reason,
       NULL AS counterpart
  FROM membership ms
  JOIN member m ON m.id = ms.member_id
  JOIN branch b ON b.id = ms.branch_id
  LEFT JOIN party_status s ON s.member_id = m.id AND s.from_on <= :day AND (s.to_on IS NULL OR s.to_on > :day)
  LEFT JOIN party_group g ON g.id = ms.party_group_id
 WHERE ms.from_on <= :day AND (ms.to_on IS NULL OR ms.to_on > :day)
   AND (:branch_id IS NULL OR ms.branch_id = :branch_id)
   AND (:status IS NULL OR s.status = :status)
 ORDER BY b.id, m.id
