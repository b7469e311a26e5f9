-- One row a class that was in school during the period and had nobody assigned at its end, or on its own last day where
-- that is earlier. Someone who has left the Party organization looks after no class.
-- Parameters: start, as_of (days).
SELECT k.name AS class
  FROM class AS k
 WHERE (k.started_on IS NULL OR k.started_on <= :as_of) AND (k.graduated_on IS NULL OR k.graduated_on >= :start)
   AND NOT EXISTS (
       SELECT 1 FROM assignment AS a
        WHERE a.class_id = k.id
          AND a.from_on <= :as_of
          AND (a.to_on IS NULL
               OR a.to_on > CASE WHEN k.graduated_on < :as_of THEN k.graduated_on ELSE :as_of END)
          AND EXISTS (SELECT 1 FROM membership AS m
                       WHERE m.member_id = a.member_id
                         AND (m.to_on IS NULL
                              OR m.to_on > CASE WHEN k.graduated_on < :as_of THEN k.graduated_on ELSE :as_of END)))
 ORDER BY k.id
