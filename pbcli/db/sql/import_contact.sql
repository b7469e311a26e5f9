-- One row is a contact within a span of days, with all its stored fields.
-- Parameters: first_day, last_day (ISO days, both included)
SELECT id, occurred_on, start_time, end_time, member_id, class_id, role, head_teacher, kind, topic, topic_note, place,
       pupils, pupil_code, problem, measure, outcome, referred_to, gift, gift_fen, gift_source, evidence, note,
       recorded_at, recorded_by
  FROM contact
 WHERE occurred_on BETWEEN :first_day AND :last_day
 ORDER BY id
