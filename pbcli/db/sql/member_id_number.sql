-- One row is a member's whole ID number, where the unit keeps it.
-- Parameters: :member_id
SELECT number
  FROM id_number
 WHERE member_id = :member_id
