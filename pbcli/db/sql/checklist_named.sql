-- One row for each item of a checklist that is meant by its id, or by its number in a kind.
-- Parameters: id, a whole number or NULL; kind, number, each NULL where the id is given.
SELECT i.id, i.kind, i.number, i.item
FROM checklist_item AS i
WHERE i.id = :id OR (i.kind = :kind AND i.number = :number)
ORDER BY i.id
