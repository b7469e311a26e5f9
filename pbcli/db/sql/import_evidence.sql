-- One row is a file as evidence of a record, with all its stored fields.
-- Reads all of evidence: an import compares papers of any year with it.
-- Parameters: none
SELECT id, file_id, record_kind, record_id, kind, shows_pupils, attached_on, note FROM evidence ORDER BY id
