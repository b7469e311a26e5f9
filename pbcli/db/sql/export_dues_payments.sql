-- One row is what a member paid for a month.
-- Reads all of dues_payment: an export is whole.
-- Parameters: none
SELECT member_id AS owner, month, amount_fen AS amount, paid_on, method, collector, note, recorded_at
  FROM dues_payment
 ORDER BY id
