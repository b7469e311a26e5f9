-- One row is an exception of attendance, with all its stored fields.
-- Parameters: none
SELECT id, event_id, member_id, state, reason FROM attendance ORDER BY id
