-- One row is an event, with all its stored fields; a person's branch is that of the event's day.
-- Reads all of event: an export is whole.
-- Parameters: none
SELECT e.id, b.name AS branch, g.name AS party_group, e.occurred_on, e.ended_on, e.start_time, e.end_time, e.hours_hundredths AS hours, e.title, e.place,
       h.name AS host, h.birth_date AS host_born,
       COALESCE(
         (SELECT b.name FROM membership AS ms JOIN branch AS b ON b.id = ms.branch_id
          WHERE ms.member_id = e.host_id AND ms.from_on <= e.occurred_on
          ORDER BY ms.from_on DESC, ms.id DESC LIMIT 1),
         (SELECT b.name FROM membership AS ms JOIN branch AS b ON b.id = ms.branch_id
          WHERE ms.member_id = e.host_id
          ORDER BY ms.from_on, ms.id LIMIT 1)) AS host_branch,
       r.name AS recorder, r.birth_date AS recorder_born,
       COALESCE(
         (SELECT b.name FROM membership AS ms JOIN branch AS b ON b.id = ms.branch_id
          WHERE ms.member_id = e.recorder_id AND ms.from_on <= e.occurred_on
          ORDER BY ms.from_on DESC, ms.id DESC LIMIT 1),
         (SELECT b.name FROM membership AS ms JOIN branch AS b ON b.id = ms.branch_id
          WHERE ms.member_id = e.recorder_id
          ORDER BY ms.from_on, ms.id LIMIT 1)) AS recorder_branch,
       e.entitled, e.present, e.topics, e.summary, e.resolutions, e.attending, e.evidence, e.note, e.recorded_at,
       e.recorded_by
  FROM event AS e
  LEFT JOIN branch AS b ON b.id = e.branch_id
  LEFT JOIN party_group AS g ON g.id = e.party_group_id
  LEFT JOIN member AS h ON h.id = e.host_id
  LEFT JOIN member AS r ON r.id = e.recorder_id
 ORDER BY e.id
