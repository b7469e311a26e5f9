-- One row: the contacts of the period by those who belonged to no branch on the day, which therefore count for none.
-- Parameters: start, as_of (days).
SELECT count(*) AS contacts
  FROM contact AS c
 WHERE c.occurred_on >= :start AND c.occurred_on <= :as_of
   AND NOT EXISTS (SELECT 1 FROM membership AS m
                    WHERE m.member_id = c.member_id
                      AND m.from_on <= c.occurred_on AND (m.to_on IS NULL OR m.to_on > c.occurred_on))
