-- One row is a member with all particulars, and with branch, standing and group as of the day.
-- Parameters: :member_id, :day
SELECT m.id,
       m.name,
       b.name AS branch,
       g.name AS party_group,
       s.status,
       (SELECT min(j.from_on) FROM party_status j WHERE j.member_id = m.id) AS joined_on,
       (SELECT min(f.from_on)
          FROM party_status f
         WHERE f.member_id = m.id AND f.status = '正式党员' AND f.from_on <= :day) AS converted_on,
       m.sex,
       m.ethnicity,
       m.birth_date,
       m.id_last4,
       m.education,
       m.degree,
       m.school,
       m.native_place,
       m.work_started_on,
       m.position,
       m.duty,
       m.party_duty,
       m.phone,
       m.mobility,
       m.note
  FROM member m
  LEFT JOIN membership ms ON ms.member_id = m.id AND ms.from_on <= :day AND (ms.to_on IS NULL OR ms.to_on > :day)
  LEFT JOIN branch b ON b.id = ms.branch_id
  LEFT JOIN party_group g ON g.id = ms.party_group_id
  LEFT JOIN party_status s ON s.member_id = m.id AND s.from_on <= :day AND (s.to_on IS NULL OR s.to_on > :day)
 WHERE m.id = :member_id
