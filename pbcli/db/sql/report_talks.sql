-- One row a branch: the talks of the period in which one of the two, or both, belonged to it on that day.
-- Parameters: start, as_of (days).
SELECT s.branch_id AS branch_id,
       count(DISTINCT t.id) AS held
  FROM talk AS t
  JOIN membership AS s ON s.member_id IN (t.first_id, t.second_id)
   AND s.from_on <= t.occurred_on AND (s.to_on IS NULL OR s.to_on > t.occurred_on)
 WHERE t.occurred_on >= :start AND t.occurred_on <= :as_of
 GROUP BY s.branch_id
