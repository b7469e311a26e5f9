-- One row for each follow-up of a contact, in the order of their opening.
-- Parameters: contact_id.
SELECT
    f.id,
    f.due_on,
    f.task,
    f.responsible,
    f.result,
    f.closed_on,
    f.closed_recorded_at
FROM follow_up AS f
WHERE f.contact_id = :contact_id
ORDER BY f.id
