-- One row for each item of a checklist with a number.
-- Parameters: of_whom, the kind of checklist; title, the number.
SELECT i.id
FROM checklist_item AS i
WHERE i.kind = :of_whom AND i.number = :title
ORDER BY i.id
