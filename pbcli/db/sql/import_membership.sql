-- One row is a member's time in a branch, with all its stored fields.
-- Parameters: none
SELECT id, member_id, branch_id, party_group_id, from_on, to_on, join_reason, leave_reason, counterpart,
       recorded_at, end_recorded_at
  FROM membership
 ORDER BY from_on, id
