-- One row for each study of a member on a day, in the order of their keeping.
-- Parameters: on_day; of_whom, the member's name; born, the birth date or NULL.
SELECT s.id
FROM study AS s
JOIN member AS m ON m.id = s.member_id
WHERE s.occurred_on = :on_day AND m.name = :of_whom AND coalesce(m.birth_date, '') = coalesce(:born, '')
ORDER BY s.id
