-- One row is a kept file, with all its stored fields.
-- Reads all of evidence_file: an import compares papers of any year with it.
-- Parameters: none
SELECT id, sha256, name, size, added_at FROM evidence_file ORDER BY id
