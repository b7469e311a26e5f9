-- One row is a step that was made on an item of a checklist.
-- Parameters: none
SELECT item_id AS owner, occurred_on, text, recorded_at FROM checklist_progress ORDER BY item_id, occurred_on, id
