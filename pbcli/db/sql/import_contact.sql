-- One row is the contact of an id, with all its stored fields.
-- Parameters: id
SELECT id, occurred_on, start_time, end_time, member_id, class_id, role, head_teacher, kind, topic, topic_note, place,
       pupils, pupil_code, problem, measure, outcome, referred_to, gift, gift_fen, gift_source, evidence, note,
       recorded_at, recorded_by
  FROM contact
 WHERE id = :id
