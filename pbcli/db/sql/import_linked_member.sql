-- One row for each member of a name and a birth date, in the order of their keeping.
-- Parameters: of_whom; born, the birth date or NULL.
SELECT m.id
FROM member AS m
WHERE m.name = :of_whom AND coalesce(m.birth_date, '') = coalesce(:born, '')
ORDER BY m.id
