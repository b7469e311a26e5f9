-- One row is a member's base from a month on, with all its stored fields.
-- Parameters: none
SELECT id, member_id, from_month, base_fen, payer_group, rate_basis_points, owed_fen FROM dues_base ORDER BY from_month, id
