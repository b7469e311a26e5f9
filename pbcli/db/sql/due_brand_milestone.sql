-- One row for each milestone of a brand that isn't done by a day.
-- Parameters: day (ISO day).
SELECT s.id, s.name, s.planned_on, d.name AS brand, d.year, b.name AS branch
FROM brand_milestone AS s
JOIN brand AS d ON d.id = s.brand_id
JOIN branch AS b ON b.id = d.branch_id
WHERE s.done_on IS NULL OR s.done_on > :day
ORDER BY s.planned_on, s.id
