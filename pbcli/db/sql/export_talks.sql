-- One row is a heart-to-heart talk, with all its stored fields; the branches are the two persons' on its day.
-- Parameters: none
SELECT t.id, t.occurred_on, m.name AS first, m.birth_date AS first_born,
       COALESCE(
         (SELECT b.name FROM membership AS ms JOIN branch AS b ON b.id = ms.branch_id
           WHERE ms.member_id = t.first_id AND ms.from_on <= t.occurred_on
           ORDER BY ms.from_on DESC, ms.id DESC LIMIT 1),
         (SELECT b.name FROM membership AS ms JOIN branch AS b ON b.id = ms.branch_id
           WHERE ms.member_id = t.first_id
           ORDER BY ms.from_on, ms.id LIMIT 1)) AS first_branch,
       o.name AS second, o.birth_date AS second_born,
       COALESCE(
         (SELECT b.name FROM membership AS ms JOIN branch AS b ON b.id = ms.branch_id
           WHERE ms.member_id = t.second_id AND ms.from_on <= t.occurred_on
           ORDER BY ms.from_on DESC, ms.id DESC LIMIT 1),
         (SELECT b.name FROM membership AS ms JOIN branch AS b ON b.id = ms.branch_id
           WHERE ms.member_id = t.second_id
           ORDER BY ms.from_on, ms.id LIMIT 1)) AS second_branch,
       t.place, t.note, t.recorded_at, t.recorded_by
  FROM talk AS t
  JOIN member AS m ON m.id = t.first_id
  JOIN member AS o ON o.id = t.second_id
 ORDER BY t.id
