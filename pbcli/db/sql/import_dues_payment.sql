-- One row is a payment for a month, with all its stored fields.
-- Reads all of dues_payment: an import compares papers of any year with it.
-- Parameters: none
SELECT id, member_id, month, amount_fen, paid_on, method, collector, note, recorded_at FROM dues_payment ORDER BY month, id
