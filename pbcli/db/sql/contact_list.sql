-- One row for each contact with a class in a period, oldest first, with the follow-up that matters most (open before
-- closed, nearest before later); the branch is the one that the member belonged to on that day.
-- Parameters: start, end (ISO days, both included), id, member_id, class_id, branch_id, kind (each NULL for all).
SELECT
    c.id,
    c.occurred_on,
    c.start_time,
    c.end_time,
    b.id AS branch_id,
    b.name AS branch,
    m.id AS member_id,
    m.name AS member,
    c.role,
    k.id AS class_id,
    k.name AS class,
    c.head_teacher,
    c.kind,
    c.topic,
    c.topic_note,
    c.place,
    c.pupils,
    c.pupil_code,
    c.problem,
    c.measure,
    c.outcome,
    c.referred_to,
    c.gift,
    c.gift_fen,
    c.gift_source,
    c.evidence,
    c.note,
    c.recorded_at,
    c.recorded_by,
    f.id AS follow_up_id,
    f.due_on,
    f.task,
    f.responsible,
    f.result,
    f.closed_on
FROM contact AS c
JOIN member AS m ON m.id = c.member_id
JOIN class AS k ON k.id = c.class_id
LEFT JOIN membership AS s
    ON s.member_id = c.member_id AND s.from_on <= c.occurred_on AND (s.to_on IS NULL OR s.to_on > c.occurred_on)
LEFT JOIN branch AS b ON b.id = s.branch_id
LEFT JOIN follow_up AS f ON f.id = (
    SELECT x.id
    FROM follow_up AS x
    WHERE x.contact_id = c.id
    ORDER BY x.closed_on IS NOT NULL, x.due_on IS NULL, x.due_on, x.id
    LIMIT 1
)
WHERE c.occurred_on >= :start AND c.occurred_on <= :end
    AND (:id IS NULL OR c.id = :id)
    AND (:member_id IS NULL OR c.member_id = :member_id)
    AND (:class_id IS NULL OR c.class_id = :class_id)
    AND (:branch_id IS NULL OR b.id = :branch_id)
    AND (:kind IS NULL OR c.kind = :kind)
ORDER BY c.occurred_on, c.start_time, c.id
