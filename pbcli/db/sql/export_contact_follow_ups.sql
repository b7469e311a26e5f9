-- One row is a follow-up of a contact.
-- Reads all of follow_up: an export is whole.
-- Parameters: none
SELECT contact_id AS owner, due_on, task, responsible, result, closed_on, closed_recorded_at FROM follow_up ORDER BY id
