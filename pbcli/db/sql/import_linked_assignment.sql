-- One row for each time that a member began to look after a class on a day, in the order of their keeping.
-- Parameters: on_day; of_whom, the member's name; born, the birth date or NULL; class, its name.
SELECT a.id
FROM assignment AS a
JOIN member AS m ON m.id = a.member_id
JOIN class AS k ON k.id = a.class_id
WHERE a.from_on = :on_day AND m.name = :of_whom AND coalesce(m.birth_date, '') = coalesce(:born, '')
    AND k.name = :class
ORDER BY a.id
