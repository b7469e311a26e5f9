-- One row is a period of a member's standing, with all its stored fields.
-- Parameters: none
SELECT id, member_id, status, from_on, to_on, recorded_at FROM party_status ORDER BY from_on, id
