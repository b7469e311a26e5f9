-- One row is a member's time in a branch.
-- Parameters: none
SELECT ms.member_id AS owner, b.name AS branch, g.name AS "group", ms.from_on, ms.to_on, ms.join_reason,
       ms.leave_reason, ms.counterpart, ms.recorded_at, ms.end_recorded_at
  FROM membership AS ms
  JOIN branch AS b ON b.id = ms.branch_id
  LEFT JOIN party_group AS g ON g.id = ms.party_group_id
 ORDER BY ms.from_on, ms.id
