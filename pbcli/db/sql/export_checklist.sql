-- One row is an item of a checklist, with all its stored fields.
-- Parameters: none
SELECT i.id, i.kind, i.number, i.source, i.item, i.standard, i.measure, i.lead, i.responsible, b.name AS branch,
       i.raised_on, i.due_on, i.is_long_term, i.submitted_on, i.accepted_by, i.struck_off_on, i.evidence, i.note,
       i.recorded_at, i.recorded_by, i.struck_off_recorded_at
  FROM checklist_item AS i
  LEFT JOIN branch AS b ON b.id = i.branch_id
 ORDER BY i.id
