-- One row is a member's time in one branch.
-- Parameters: :member_id
SELECT ms.id,
       b.name AS branch,
       ms.branch_id,
       g.name AS party_group,
       ms.from_on,
       ms.to_on,
       ms.join_reason,
       ms.leave_reason,
       ms.counterpart,
       ms.recorded_at,
       ms.end_recorded_at
  FROM membership ms
  JOIN branch b ON b.id = ms.branch_id
  LEFT JOIN party_group g ON g.id = ms.party_group_id
 WHERE ms.member_id = :member_id
 ORDER BY ms.from_on, ms.id
