-- One row counts the memberships in a Party group: all that ever were, and those that hold on the day.
-- Parameters: :group_id, :day
SELECT count(*) AS ever,
       count(CASE WHEN ms.to_on IS NULL OR ms.to_on > :day THEN 1 END) AS now
  FROM membership ms
 WHERE ms.party_group_id = :group_id
