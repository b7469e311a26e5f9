-- One row is a time in which a member was probationary, or full.
-- Parameters: none
SELECT member_id AS owner, status, from_on, to_on, recorded_at FROM party_status ORDER BY from_on, id
