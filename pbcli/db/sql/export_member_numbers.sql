-- One row is a member's whole ID number; there are none unless the unit turned it on.
-- Parameters: none
SELECT member_id AS owner, number FROM id_number ORDER BY id
