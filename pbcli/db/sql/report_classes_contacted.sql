-- One row a branch: the classes that its members contacted in the period.
-- Parameters: start, as_of (days).
SELECT m.branch_id AS branch_id,
       count(DISTINCT c.class_id) AS classes_contacted
  FROM contact AS c
  JOIN membership AS m
    ON m.member_id = c.member_id AND m.from_on <= c.occurred_on AND (m.to_on IS NULL OR m.to_on > c.occurred_on)
 WHERE c.occurred_on >= :start AND c.occurred_on <= :as_of
 GROUP BY m.branch_id
