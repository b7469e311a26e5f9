-- One row for each branch that held an event of up to a day together with its organizer.
-- Parameters: end (ISO day).
SELECT
    j.event_id,
    j.branch_id
FROM event AS e
JOIN event_branch AS j ON j.event_id = e.id
WHERE e.occurred_on <= :end
