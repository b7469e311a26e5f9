-- One row is someone of exactly this name who is a member of the branch on the day or later.
-- Parameters: :branch_id, :name, :day
SELECT DISTINCT m.id,
       m.name
  FROM membership ms
  JOIN member m ON m.id = ms.member_id
 WHERE ms.branch_id = :branch_id AND m.name = :name AND (ms.to_on IS NULL OR ms.to_on > :day)
 ORDER BY m.id
