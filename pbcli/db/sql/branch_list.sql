-- One row is a branch that exists on the day, with its members, its secretary and its latest term of office as of then.
-- The brand is that of the latest plan up to a year; without a plan, what stands in the branch itself.
-- Parameters: :day, :year (the day's), :branch_id (or NULL for all; a branch asked for by id is given even where it is no more)
SELECT b.id,
       b.name,
       (SELECT coalesce(m.name, p.holder_name)
          FROM post p
          LEFT JOIN member m ON m.id = p.member_id
         WHERE p.branch_id = b.id AND p.kind = '书记'
           AND (p.from_on IS NULL OR p.from_on <= :day) AND (p.to_on IS NULL OR p.to_on > :day)
         ORDER BY coalesce(p.from_on, '') DESC, p.id DESC
         LIMIT 1) AS secretary,
       (SELECT count(*)
          FROM membership ms
          JOIN party_status s ON s.member_id = ms.member_id AND s.status = '正式党员'
           AND s.from_on <= :day AND (s.to_on IS NULL OR s.to_on > :day)
         WHERE ms.branch_id = b.id AND ms.from_on <= :day AND (ms.to_on IS NULL OR ms.to_on > :day)) AS "full",
       (SELECT count(*)
          FROM membership ms
          JOIN party_status s ON s.member_id = ms.member_id AND s.status = '预备党员'
           AND s.from_on <= :day AND (s.to_on IS NULL OR s.to_on > :day)
         WHERE ms.branch_id = b.id AND ms.from_on <= :day AND (ms.to_on IS NULL OR ms.to_on > :day)) AS probationary,
       coalesce(d.name, b.brand_name) AS brand_name,
       coalesce(d.focus, b.brand_focus) AS brand_focus,
       t.elected_on,
       t.years,
       t.extended_to,
       (SELECT count(*)
          FROM party_group g
         WHERE g.branch_id = b.id
           AND (g.from_on IS NULL OR g.from_on <= :day) AND (g.to_on IS NULL OR g.to_on > :day)) AS "groups",
       b.founded_on,
       b.dissolved_on,
       b.note
  FROM branch b
  LEFT JOIN brand d ON d.branch_id = b.id
   AND d.year = (SELECT max(l.year) FROM brand l WHERE l.branch_id = b.id AND l.year <= :year)
  LEFT JOIN branch_term t ON t.branch_id = b.id
   AND t.elected_on = (SELECT max(l.elected_on) FROM branch_term l WHERE l.branch_id = b.id AND l.elected_on <= :day)
 WHERE (:branch_id IS NULL OR b.id = :branch_id)
   AND (:branch_id IS NOT NULL
        OR ((b.founded_on IS NULL OR b.founded_on <= :day) AND (b.dissolved_on IS NULL OR b.dissolved_on > :day)))
 ORDER BY b.id
