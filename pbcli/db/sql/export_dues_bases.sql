-- One row is a member's base from a month on.
-- Parameters: none
SELECT member_id AS owner, from_month, base_fen AS base, payer_group FROM dues_base ORDER BY from_month, id
