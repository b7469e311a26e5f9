-- One row for each follow-up that was promised by a day for some day, and not closed by then, with what the contact found.
-- They are found by the day of closing; the + keeps the order from being taken from the index of the days due.
-- Parameters: day (ISO day).
SELECT
    f.id,
    f.due_on,
    f.task,
    c.problem,
    f.responsible,
    m.name AS member,
    k.name AS class
FROM follow_up AS f
JOIN contact AS c ON c.id = f.contact_id
JOIN member AS m ON m.id = c.member_id
JOIN class AS k ON k.id = c.class_id
WHERE f.due_on IS NOT NULL AND (f.closed_on IS NULL OR f.closed_on > :day) AND c.occurred_on <= :day
ORDER BY +f.due_on, f.id
