-- One row for each step that was made on an item of a checklist, oldest first.
-- Parameters: item_id.
SELECT g.id, g.occurred_on, g.text, g.recorded_at
FROM checklist_progress AS g
WHERE g.item_id = :item_id
ORDER BY g.occurred_on, g.id
