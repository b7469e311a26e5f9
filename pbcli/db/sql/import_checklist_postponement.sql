-- One row is a postponement of an item of a checklist, with all its stored fields.
-- Parameters: none
SELECT id, item_id, decided_on, from_on, to_on, reason, recorded_at FROM checklist_postponement ORDER BY decided_on, id
