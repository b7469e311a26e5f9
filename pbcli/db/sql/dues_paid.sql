-- One row for each member and month for which something was paid, up to a month.
-- Parameters: month (YYYY-MM), member_id (or NULL for all).
SELECT
    d.member_id,
    d.month,
    sum(d.amount_fen) AS paid_fen,
    max(d.paid_on) AS paid_on
FROM dues_payment AS d
WHERE d.month <= :month
    AND (:member_id IS NULL OR d.member_id = :member_id)
GROUP BY d.member_id, d.month
ORDER BY d.month, d.member_id
