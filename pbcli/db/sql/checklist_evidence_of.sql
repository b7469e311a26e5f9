-- One row for each file that is attached to an item of a checklist as evidence.
-- Parameters: item_id.
SELECT e.id, e.kind, f.name AS file, e.attached_on
FROM evidence AS e
JOIN evidence_file AS f ON f.id = e.file_id
WHERE e.record_kind = 'checklist_item' AND e.record_id = :item_id
ORDER BY e.attached_on, e.id
