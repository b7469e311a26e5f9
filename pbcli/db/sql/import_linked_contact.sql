-- One row for each contact of a day between a member and a class, in the order of their keeping.
-- Parameters: on_day; of_whom, the member's name; born, the birth date or NULL; class, its name.
SELECT c.id
FROM contact AS c
JOIN member AS m ON m.id = c.member_id
JOIN class AS k ON k.id = c.class_id
WHERE c.occurred_on = :on_day AND m.name = :of_whom AND coalesce(m.birth_date, '') = coalesce(:born, '')
    AND k.name = :class
ORDER BY c.id
