-- One row is a kind that an event is of.
-- Parameters: none
SELECT l.event_id AS owner, k.name
  FROM event_has_kind AS l
  JOIN event_kind AS k ON k.id = l.event_kind_id
 ORDER BY l.id
