-- One row is a branch that held an event together with its organizer, with all its stored fields.
-- Parameters: none
SELECT id, event_id, branch_id, entitled, present FROM event_branch ORDER BY id
