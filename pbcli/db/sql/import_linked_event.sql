-- One row for each event of a day and a branch (none: the unit's own), in the order of their keeping.
-- Parameters: on_day; of_whom, a branch's name or NULL.
SELECT e.id
FROM event AS e
LEFT JOIN branch AS b ON b.id = e.branch_id
WHERE e.occurred_on = :on_day AND coalesce(b.name, '') = coalesce(:of_whom, '')
ORDER BY e.id
