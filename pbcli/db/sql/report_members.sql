-- One row a branch: its members at the end of the period, and those whose membership of it began or ended in it.
-- Parameters: start, as_of (days; both in the period).
SELECT b.id AS branch_id,
       b.name AS branch,
       (SELECT count(*) FROM membership AS m JOIN party_status AS s ON s.member_id = m.member_id
         WHERE m.branch_id = b.id
           AND m.from_on <= :as_of AND (m.to_on IS NULL OR m.to_on > :as_of)
           AND s.from_on <= :as_of AND (s.to_on IS NULL OR s.to_on > :as_of)
           AND s.status = '正式党员') AS "full",
       (SELECT count(*) FROM membership AS m JOIN party_status AS s ON s.member_id = m.member_id
         WHERE m.branch_id = b.id
           AND m.from_on <= :as_of AND (m.to_on IS NULL OR m.to_on > :as_of)
           AND s.from_on <= :as_of AND (s.to_on IS NULL OR s.to_on > :as_of)
           AND s.status = '预备党员') AS probationary,
       (SELECT count(*) FROM membership AS m
         WHERE m.branch_id = b.id AND m.from_on >= :start AND m.from_on <= :as_of) AS joined,
       (SELECT count(*) FROM membership AS m
         WHERE m.branch_id = b.id AND m.to_on >= :start AND m.to_on <= :as_of) AS "left"
  FROM branch AS b
 WHERE b.dissolved_on IS NULL OR b.dissolved_on >= :start
 ORDER BY b.id
