-- One row is a kind that an event is of, in an order that is the same in another database.
-- Parameters: none
SELECT l.event_id AS owner, k.name
  FROM event_has_kind AS l
  JOIN event_kind AS k ON k.id = l.event_kind_id
 ORDER BY k.is_builtin DESC, k.name
