-- One row is a postponement of an item of a checklist.
-- Parameters: none
SELECT item_id AS owner, decided_on, from_on, to_on, reason, recorded_at
  FROM checklist_postponement
 ORDER BY item_id, decided_on, id
