-- One row is a contact, with all its stored fields; the branch is the member's on its day.
-- Reads all of contact: an export is whole.
-- Parameters: none
SELECT co.id, co.occurred_on, co.start_time, co.end_time, m.name AS member, m.birth_date AS member_born,
       COALESCE(
         (SELECT b.name FROM membership AS ms JOIN branch AS b ON b.id = ms.branch_id
          WHERE ms.member_id = co.member_id AND ms.from_on <= co.occurred_on
          ORDER BY ms.from_on DESC, ms.id DESC LIMIT 1),
         (SELECT b.name FROM membership AS ms JOIN branch AS b ON b.id = ms.branch_id
          WHERE ms.member_id = co.member_id
          ORDER BY ms.from_on, ms.id LIMIT 1)) AS branch,
       co.role, c.name AS class, co.head_teacher, co.kind, co.topic, co.topic_note, co.place, co.pupils, co.pupil_code,
       co.problem, co.measure, co.outcome, co.referred_to, co.gift, co.gift_fen AS gift_money, co.gift_source,
       co.evidence, co.note, co.recorded_at, co.recorded_by
  FROM contact AS co
  JOIN member AS m ON m.id = co.member_id
  JOIN class AS c ON c.id = co.class_id
 ORDER BY co.id
