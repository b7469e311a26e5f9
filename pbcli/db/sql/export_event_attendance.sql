-- One row is an exception of an event's attendance; the branch is the member's on the event's day.
-- Reads all of attendance: an export is whole.
-- Parameters: none
SELECT a.event_id AS owner, m.name AS member, m.birth_date AS born,
       COALESCE(
         (SELECT b.name FROM membership AS ms JOIN branch AS b ON b.id = ms.branch_id
          WHERE ms.member_id = a.member_id AND ms.from_on <= e.occurred_on
          ORDER BY ms.from_on DESC, ms.id DESC LIMIT 1),
         (SELECT b.name FROM membership AS ms JOIN branch AS b ON b.id = ms.branch_id
          WHERE ms.member_id = a.member_id
          ORDER BY ms.from_on, ms.id LIMIT 1)) AS branch,
       a.state, a.reason, a.made_up_on, a.made_up_how, a.made_up_recorded_at
  FROM attendance AS a
  JOIN event AS e ON e.id = a.event_id
  JOIN member AS m ON m.id = a.member_id
 ORDER BY a.id
