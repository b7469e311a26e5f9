-- One row for each kept file, with one of the records that it is evidence of; nothing where none is left.
-- Reads all of evidence_file: whoever looks whether the files are whole looks at all of them.
SELECT
    f.id,
    f.name,
    f.sha256,
    f.size,
    f.added_at,
    (SELECT min(v.id) FROM evidence AS v WHERE v.file_id = f.id) AS evidence_id
FROM evidence_file AS f
ORDER BY f.id
