-- One row is a study from outside, with all its stored fields; the branch is the member's on its day.
-- Parameters: none
SELECT t.id, m.name AS member, m.birth_date AS member_born,
       COALESCE(
         (SELECT b.name FROM membership AS ms JOIN branch AS b ON b.id = ms.branch_id
           WHERE ms.member_id = t.member_id AND ms.from_on <= t.occurred_on
           ORDER BY ms.from_on DESC, ms.id DESC LIMIT 1),
         (SELECT b.name FROM membership AS ms JOIN branch AS b ON b.id = ms.branch_id
           WHERE ms.member_id = t.member_id
           ORDER BY ms.from_on, ms.id LIMIT 1)) AS branch,
       t.occurred_on, t.ended_on, t.hours_hundredths AS hours, t.source, t.title, t.note, t.recorded_at, t.recorded_by
  FROM study AS t
  JOIN member AS m ON m.id = t.member_id
 ORDER BY t.id
