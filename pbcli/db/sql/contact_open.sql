-- One row for each branch and member: how many follow-ups of the period's contacts are open on a day, how many were closed.
-- Parameters: start, end (ISO days, both included), day (ISO day), member_id, class_id, branch_id (each NULL for all).
SELECT
    b.id AS branch_id,
    c.member_id,
    sum(CASE WHEN f.closed_on IS NULL OR f.closed_on > :day THEN 1 ELSE 0 END) AS open_follow_ups,
    sum(CASE WHEN f.closed_on <= :day AND c.problem IS NOT NULL THEN 1 ELSE 0 END) AS solved
FROM follow_up AS f
JOIN contact AS c ON c.id = f.contact_id
LEFT JOIN membership AS s
    ON s.member_id = c.member_id AND s.from_on <= c.occurred_on AND (s.to_on IS NULL OR s.to_on > c.occurred_on)
LEFT JOIN branch AS b ON b.id = s.branch_id
WHERE c.occurred_on >= :start AND c.occurred_on <= :end
    AND (:member_id IS NULL OR c.member_id = :member_id)
    AND (:class_id IS NULL OR c.class_id = :class_id)
    AND (:branch_id IS NULL OR b.id = :branch_id)
GROUP BY b.id, c.member_id
