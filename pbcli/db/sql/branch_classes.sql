-- One row is a class in school on the day that a member of the branch looks after then.
-- Parameters: :branch_id, :day
SELECT DISTINCT c.id,
       c.name,
       m.name AS member
  FROM membership ms
  JOIN assignment a ON a.member_id = ms.member_id AND a.from_on <= :day AND (a.to_on IS NULL OR a.to_on > :day)
  JOIN class c ON c.id = a.class_id
   AND (c.started_on IS NULL OR c.started_on <= :day) AND (c.graduated_on IS NULL OR c.graduated_on >= :day)
  JOIN member m ON m.id = ms.member_id
 WHERE ms.branch_id = :branch_id AND ms.from_on <= :day AND (ms.to_on IS NULL OR ms.to_on > :day)
 ORDER BY c.id, m.name
