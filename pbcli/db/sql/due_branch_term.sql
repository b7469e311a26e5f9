-- One row for each branch that exists on a day: its latest term of office that had begun by then.
-- Parameters: day (ISO day).
SELECT
    b.id,
    b.name AS branch,
    t.elected_on,
    t.years,
    t.extended_to
FROM branch AS b
JOIN branch_term AS t ON t.branch_id = b.id
WHERE (b.dissolved_on IS NULL OR b.dissolved_on > :day)
    AND t.elected_on <= :day
    AND NOT EXISTS (
        SELECT 1
        FROM branch_term AS later
        WHERE later.branch_id = t.branch_id AND later.elected_on > t.elected_on AND later.elected_on <= :day
    )
ORDER BY b.id
