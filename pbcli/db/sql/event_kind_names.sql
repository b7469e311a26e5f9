-- One row a kind of event, in the order in which they were added.
SELECT n.id AS id,
       n.name AS kind,
       n.is_builtin AS is_builtin
  FROM event_kind AS n
 ORDER BY n.id
