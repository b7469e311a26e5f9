-- One row for each office that issues projects: its limits (NULL where the rule book's count), and how many projects it has.
-- Parameters: name (NULL for all).
SELECT
    o.id,
    o.name,
    o.extensions_most,
    o.extension_months_most,
    o.extension_notice_months,
    o.term_months_most,
    o.opening_months_most,
    o.midterm_percent,
    o.main_most,
    o.others_most,
    o.note,
    (SELECT count(*) FROM project AS p WHERE p.office = o.name) AS projects
FROM issuing_office AS o
WHERE (:name IS NULL OR o.name = :name)
ORDER BY o.id
