-- One row is a follow-up of a contact, with all its stored fields.
-- Parameters: contact_id
SELECT id, contact_id, due_on, task, responsible, result, closed_on, closed_recorded_at
  FROM follow_up
 WHERE contact_id = :contact_id
 ORDER BY id
