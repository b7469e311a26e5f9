-- One row for each follow-up of the contacts of a period, with what tells it apart in a sheet.
-- Parameters: start, end (ISO days, both included).
SELECT
    f.id,
    c.occurred_on,
    c.member_id,
    c.class_id,
    f.task,
    f.due_on,
    f.responsible
FROM contact AS c
JOIN follow_up AS f ON f.contact_id = c.id
WHERE c.occurred_on >= :start AND c.occurred_on <= :end
ORDER BY c.occurred_on, f.id
