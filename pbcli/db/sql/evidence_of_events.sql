-- One row for each kind of evidence that an event of a period has.
-- Parameters: start, end (ISO days, both included).
SELECT DISTINCT
    v.record_id AS event_id,
    v.kind
FROM event AS e
JOIN evidence AS v ON v.record_kind = 'event' AND v.record_id = e.id
WHERE e.occurred_on >= :start AND e.occurred_on <= :end
