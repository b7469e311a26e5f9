-- One row a member with a contact in the period: the name.
-- Parameters: start, as_of (days).
SELECT p.id AS member_id,
       p.name AS member
  FROM member AS p
 WHERE p.id IN (SELECT c.member_id FROM contact AS c WHERE c.occurred_on >= :start AND c.occurred_on <= :as_of)
