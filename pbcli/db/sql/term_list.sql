-- One row for each school term, in order of time.
-- Parameters: none.
SELECT
    t.id,
    t.name,
    t.starts_on,
    t.ends_on
FROM school_term AS t
ORDER BY t.starts_on, t.id
