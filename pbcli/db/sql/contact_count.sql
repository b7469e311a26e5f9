-- One row for each branch, member and kind of contact in a period: how often, the last time, how often a problem was found.
-- The branch is the one that the member belonged to on the day of the contact.
-- Parameters: start, end (ISO days, both included), member_id, class_id, branch_id (each NULL for all).
SELECT
    b.id AS branch_id,
    b.name AS branch,
    m.id AS member_id,
    m.name AS member,
    c.kind,
    count(*) AS contacts,
    count(c.problem) AS problems,
    max(c.occurred_on) AS last_on
FROM contact AS c
JOIN member AS m ON m.id = c.member_id
LEFT JOIN membership AS s
    ON s.member_id = c.member_id AND s.from_on <= c.occurred_on AND (s.to_on IS NULL OR s.to_on > c.occurred_on)
LEFT JOIN branch AS b ON b.id = s.branch_id
WHERE c.occurred_on >= :start AND c.occurred_on <= :end
    AND (:member_id IS NULL OR c.member_id = :member_id)
    AND (:class_id IS NULL OR c.class_id = :class_id)
    AND (:branch_id IS NULL OR b.id = :branch_id)
GROUP BY b.id, b.name, m.id, m.name, c.kind
ORDER BY b.id, m.id, c.kind
