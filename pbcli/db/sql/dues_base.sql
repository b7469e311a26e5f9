-- One row for each base of a member that begins in a month or before it.
-- Parameters: month (YYYY-MM), member_id (or NULL for all).
SELECT
    d.id,
    d.member_id,
    d.from_month,
    d.base_fen,
    d.payer_group,
    d.rate_basis_points,
    d.owed_fen
FROM dues_base AS d
WHERE d.from_month <= :month
    AND (:member_id IS NULL OR d.member_id = :member_id)
ORDER BY d.member_id, d.from_month
