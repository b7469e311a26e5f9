-- One row is a kind that an event is of.
-- Parameters: none
SELECT id, event_id, event_kind_id FROM event_has_kind ORDER BY id
