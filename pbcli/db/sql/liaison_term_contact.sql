-- One row for each class, member and kind of contact in a period: how often.
-- Parameters: start, end (ISO days, both included).
SELECT
    c.class_id,
    c.member_id,
    c.kind,
    count(*) AS contacts
FROM contact AS c
WHERE c.occurred_on >= :start AND c.occurred_on <= :end
GROUP BY c.class_id, c.member_id, c.kind
ORDER BY c.class_id, c.member_id, c.kind
