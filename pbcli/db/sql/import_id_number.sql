-- One row is a member's whole ID number; there are none unless the unit turned it on.
-- Parameters: none
SELECT id, member_id, number FROM id_number ORDER BY id
