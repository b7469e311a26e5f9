-- One row is a step that was made on an item of a checklist, with all its stored fields.
-- Parameters: none
SELECT id, item_id, occurred_on, text, recorded_at FROM checklist_progress ORDER BY occurred_on, id
