-- One row is a follow-up of a contact within a span of days, with all its stored fields.
-- Parameters: first_day, last_day (ISO days, both included)
SELECT f.id, f.contact_id, f.due_on, f.task, f.responsible, f.result, f.closed_on
  FROM follow_up f
  JOIN contact c ON c.id = f.contact_id
 WHERE c.occurred_on BETWEEN :first_day AND :last_day
 ORDER BY f.id
