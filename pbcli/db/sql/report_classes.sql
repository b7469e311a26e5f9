-- One row a branch: the classes in school at the end of the period that are assigned to the branch's members then.
-- Parameters: as_of (day).
SELECT m.branch_id AS branch_id,
       count(DISTINCT a.class_id) AS classes
  FROM assignment AS a
  JOIN class AS k ON k.id = a.class_id
  JOIN membership AS m
    ON m.member_id = a.member_id AND m.from_on <= :as_of AND (m.to_on IS NULL OR m.to_on > :as_of)
 WHERE a.from_on <= :as_of AND (a.to_on IS NULL OR a.to_on > :as_of)
   AND (k.started_on IS NULL OR k.started_on <= :as_of) AND (k.graduated_on IS NULL OR k.graduated_on >= :as_of)
 GROUP BY m.branch_id
