-- One row is an item of a checklist, with all its stored fields.
-- Parameters: none
SELECT id, kind, number, source, item, standard, measure, lead, responsible, branch_id, raised_on, due_on, is_long_term,
       submitted_on, accepted_by, struck_off_on, evidence, note, recorded_at, recorded_by, struck_off_recorded_at
  FROM checklist_item
 ORDER BY id
