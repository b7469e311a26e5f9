-- One row is a member's base from a month on, or what was owed by it once a purge has taken the base.
-- Parameters: none
SELECT member_id AS owner, from_month, base_fen AS base, payer_group, rate_basis_points, owed_fen AS owed
  FROM dues_base
 ORDER BY from_month, id
