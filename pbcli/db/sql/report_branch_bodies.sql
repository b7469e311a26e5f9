-- One row a branch that stands at the end of the period: whether it has a committee then, and how many groups.
-- Parameters: as_of (day).
SELECT b.id AS branch_id,
       EXISTS (SELECT 1 FROM post AS p
                WHERE p.branch_id = b.id
                  AND p.kind IN ('组织委员', '宣传委员', '纪检委员', '委员')
                  AND (p.from_on IS NULL OR p.from_on <= :as_of) AND (p.to_on IS NULL OR p.to_on > :as_of)
              ) AS has_committee,
       (SELECT count(*) FROM party_group AS g
         WHERE g.branch_id = b.id
           AND (g.from_on IS NULL OR g.from_on <= :as_of) AND (g.to_on IS NULL OR g.to_on > :as_of)) AS party_groups
  FROM branch AS b
 WHERE (b.founded_on IS NULL OR b.founded_on <= :as_of) AND (b.dissolved_on IS NULL OR b.dissolved_on > :as_of)
