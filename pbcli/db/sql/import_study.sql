-- One row is a study from outside, with all its stored fields.
-- Reads all of study: an import compares papers of any year with it.
-- Parameters: none
SELECT id, member_id, occurred_on, ended_on, hours_hundredths, source, title, note, recorded_at, recorded_by FROM study ORDER BY id
