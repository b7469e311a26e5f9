-- One row for each member who sits in the unit's own committee on a day.
-- Parameters: day (ISO day).
SELECT DISTINCT
    m.id,
    m.name
FROM post AS p
JOIN member AS m ON m.id = p.member_id
WHERE p.branch_id IS NULL
    AND (p.from_on IS NULL OR p.from_on <= :day) AND (p.to_on IS NULL OR p.to_on > :day)
ORDER BY m.id
