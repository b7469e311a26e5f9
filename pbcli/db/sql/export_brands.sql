-- One row is a branch's brand for a year, with all its stored fields; the leader's branch is the leader's last one.
-- Parameters: none
SELECT d.id, b.name AS branch, d.year, d.name, d.slogan, d.focus, d.meaning, d.carriers, d.served, d.schedule,
       m.name AS leader, m.birth_date AS leader_born,
       (SELECT o.name FROM membership AS ms JOIN branch AS o ON o.id = ms.branch_id
         WHERE ms.member_id = d.leader_id
         ORDER BY ms.from_on DESC, ms.id DESC LIMIT 1) AS leader_branch,
       d.results, d.honours, d.media, d.self_score, d.note
  FROM brand AS d
  JOIN branch AS b ON b.id = d.branch_id
  LEFT JOIN member AS m ON m.id = d.leader_id
 ORDER BY d.id
