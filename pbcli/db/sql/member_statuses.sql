-- One row is a member's time in one standing.
-- Parameters: :member_id
SELECT s.id,
       s.status,
       s.from_on,
       s.to_on,
       s.recorded_at
  FROM party_status s
 WHERE s.member_id = :member_id
 ORDER BY s.from_on, s.id
