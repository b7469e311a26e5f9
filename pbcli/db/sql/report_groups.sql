-- One row a Party group that stands at the end of a period: how many events of a kind it held in the period.
-- Parameters: kind, start, as_of (days).
SELECT g.branch_id AS branch_id,
       g.name AS party_group,
       (SELECT count(*)
          FROM event AS e
          JOIN event_has_kind AS h ON h.event_id = e.id
          JOIN event_kind AS n ON n.id = h.event_kind_id
         WHERE e.party_group_id = g.id AND n.name = :kind
           AND e.occurred_on >= :start AND e.occurred_on <= :as_of) AS done
  FROM party_group AS g
 WHERE (g.from_on IS NULL OR g.from_on <= :as_of) AND (g.to_on IS NULL OR g.to_on > :as_of)
 ORDER BY g.branch_id, g.id
