-- One row for each postponement of an item of a checklist, oldest first.
-- Parameters: item_id.
SELECT p.id, p.decided_on, p.from_on, p.to_on, p.reason, p.recorded_at
FROM checklist_postponement AS p
WHERE p.item_id = :item_id
ORDER BY p.decided_on, p.id
