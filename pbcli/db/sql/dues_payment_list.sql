-- One row for each payment of dues, in the order of the months it was for.
-- Parameters: id, member_id (each NULL for all); first, last (YYYY-MM, both included).
SELECT
    d.id,
    d.member_id,
    m.name AS member,
    d.month,
    d.amount_fen,
    d.paid_on,
    d.method,
    d.collector,
    d.note,
    d.recorded_at
FROM dues_payment AS d
JOIN member AS m ON m.id = d.member_id
WHERE d.month BETWEEN :first AND :last
    AND (:id IS NULL OR d.id = :id)
    AND (:member_id IS NULL OR d.member_id = :member_id)
ORDER BY d.month, d.paid_on, d.id
