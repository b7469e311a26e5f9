-- One row for each resolution of the events of a period, in the order of the events; a branch's own and those that it held
-- with others.
-- Parameters: start, end (ISO days, both included), day (ISO day: as of when), id, event_id, branch_id (each NULL for all),
-- has_task (1: only those that somebody is to carry out, else 0).
SELECT
    r.id,
    r.event_id,
    e.occurred_on,
    b.name AS branch,
    r.place,
    r.text,
    r.voters_entitled,
    r.voters_present,
    r.votes_for,
    r.votes_against,
    r.votes_abstained,
    r.task,
    r.responsible,
    r.due_on,
    CASE WHEN r.closed_on <= :day THEN r.result END AS result,
    CASE WHEN r.closed_on <= :day THEN r.closed_on END AS closed_on,
    CASE WHEN r.closed_on <= :day THEN r.closed_recorded_at END AS closed_recorded_at
FROM event AS e
JOIN resolution AS r ON r.event_id = e.id
LEFT JOIN branch AS b ON b.id = e.branch_id
WHERE e.occurred_on >= :start AND e.occurred_on <= :end AND e.occurred_on <= :day
    AND (:id IS NULL OR r.id = :id)
    AND (:event_id IS NULL OR e.id = :event_id)
    AND (
        :branch_id IS NULL
        OR e.branch_id = :branch_id
        OR EXISTS (SELECT 1 FROM event_branch AS j WHERE j.event_id = e.id AND j.branch_id = :branch_id)
    )
    AND (:has_task = 0 OR r.task IS NOT NULL)
ORDER BY e.occurred_on, e.id, r.place
