-- One row is a Party group of a branch, with the number of members that are in it on the day.
-- Parameters: :branch_id, :day
SELECT g.id,
       g.name,
       g.from_on,
       g.to_on,
       (SELECT count(*)
          FROM membership ms
         WHERE ms.party_group_id = g.id AND ms.from_on <= :day AND (ms.to_on IS NULL OR ms.to_on > :day)) AS members
  FROM party_group g
 WHERE g.branch_id = :branch_id
 ORDER BY g.id
