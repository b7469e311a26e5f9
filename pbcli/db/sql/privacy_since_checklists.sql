-- One row for each item of a checklist that was struck off before a day. Reads all of checklist_item: a purge looks at
-- everything.
-- Parameters: before (ISO day).
SELECT i.id, i.struck_off_on AS since_on
FROM checklist_item AS i
WHERE i.struck_off_on < :before
ORDER BY i.id
