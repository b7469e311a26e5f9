-- One row for each resolution of the events of a period, with what tells it apart in a sheet.
-- Parameters: start, end (ISO days, both included).
SELECT
    r.id,
    e.occurred_on,
    e.branch_id,
    r.text,
    r.voters_entitled,
    r.voters_present,
    r.votes_for,
    r.votes_against,
    r.votes_abstained,
    r.task,
    r.responsible,
    r.due_on
FROM event AS e
JOIN resolution AS r ON r.event_id = e.id
WHERE e.occurred_on >= :start AND e.occurred_on <= :end
ORDER BY e.occurred_on, e.id, r.place
