-- One row is an exception of attendance, with all its stored fields.
-- Reads all of attendance: an import compares papers of any year with it.
-- Parameters: none
SELECT id, event_id, member_id, state, reason, made_up_on, made_up_how, made_up_recorded_at FROM attendance ORDER BY id
