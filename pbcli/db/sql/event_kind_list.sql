-- One row for each kind of event, with how many events are of it.
-- Parameters: none.
SELECT
    n.id,
    n.name,
    n.is_builtin,
    count(x.id) AS events
FROM event_kind AS n
LEFT JOIN event_has_kind AS x ON x.event_kind_id = n.id
GROUP BY n.id, n.name, n.is_builtin
ORDER BY n.id
