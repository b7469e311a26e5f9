-- One row for each class: how many pupils the contacts of a period reached, each time anew.
-- Parameters: start, end (ISO days, both included).
SELECT k.name, k.cohort, sum(c.pupils) AS pupils
FROM contact AS c
JOIN class AS k ON k.id = c.class_id
WHERE c.occurred_on >= :start AND c.occurred_on <= :end AND c.pupils > 0
GROUP BY k.id, k.name, k.cohort
ORDER BY k.id
