-- One row for each talk of a day that a member began, in the order of their keeping.
-- Parameters: on_day; of_whom, the member's name; born, the birth date or NULL.
SELECT t.id
FROM talk AS t
JOIN member AS m ON m.id = t.first_id
WHERE t.occurred_on = :on_day AND m.name = :of_whom AND coalesce(m.birth_date, '') = coalesce(:born, '')
ORDER BY t.id
