-- One row is a heart-to-heart talk, with all its stored fields.
-- Reads all of talk: an import compares papers of any year with it.
-- Parameters: none
SELECT id, occurred_on, first_id, second_id, place, note, recorded_at, recorded_by FROM talk ORDER BY id
