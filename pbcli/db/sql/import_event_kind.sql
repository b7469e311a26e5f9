-- One row is a kind of event, with all its stored fields.
-- Parameters: none
SELECT id, name, is_builtin FROM event_kind ORDER BY id
