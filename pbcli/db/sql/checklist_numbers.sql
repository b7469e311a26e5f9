-- One row for each number that items of a kind of checklist bear.
-- Parameters: kind.
SELECT i.number
FROM checklist_item AS i
WHERE i.kind = :kind
