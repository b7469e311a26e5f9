-- One row a member and kind: the contacts of the period, under the branch that the member belonged to on the day.
-- Parameters: start, as_of (days).
SELECT m.branch_id AS branch_id,
       c.member_id AS member_id,
       c.kind AS kind,
       count(*) AS contacts
  FROM contact AS c
  JOIN membership AS m
    ON m.member_id = c.member_id AND m.from_on <= c.occurred_on AND (m.to_on IS NULL OR m.to_on > c.occurred_on)
 WHERE c.occurred_on >= :start AND c.occurred_on <= :as_of
 GROUP BY m.branch_id, c.member_id, c.kind
 ORDER BY m.branch_id, c.member_id, c.kind
