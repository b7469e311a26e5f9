-- One row is a branch that held an event together with its organizer, with its own share of the attendance.
-- Parameters: none
SELECT j.event_id AS owner, b.name AS branch, j.entitled, j.present
  FROM event_branch AS j
  JOIN branch AS b ON b.id = j.branch_id
 ORDER BY j.id
