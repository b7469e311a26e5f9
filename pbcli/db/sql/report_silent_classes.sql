-- One row a class that was in school during the period and had no contact in it.
-- Parameters: start, as_of (days).
SELECT k.name AS class
  FROM class AS k
 WHERE (k.started_on IS NULL OR k.started_on <= :as_of) AND (k.graduated_on IS NULL OR k.graduated_on >= :start)
   AND NOT EXISTS (SELECT 1 FROM contact AS c
                    WHERE c.class_id = k.id AND c.occurred_on >= :start AND c.occurred_on <= :as_of)
 ORDER BY k.id
