-- One row is a file that is evidence of a record. The record is told by what it is, as an outside reader knows it; where
-- several are alike it is the nth of them, in the order of their keeping.
-- Parameters: none
SELECT v.id, v.record_kind,
       coalesce(e.occurred_on, c.occurred_on, t.occurred_on, s.occurred_on, a.from_on) AS on_day,
       coalesce(b.name, i.kind, m.name) AS of_whom,
       m.birth_date AS born, k.name AS class,
       coalesce(p.title, CAST(d.year AS TEXT), i.number) AS title,
       CASE v.record_kind
         WHEN 'event' THEN
           (SELECT count(*) FROM event AS x
             WHERE x.occurred_on = e.occurred_on AND coalesce(x.branch_id, 0) = coalesce(e.branch_id, 0) AND x.id <= e.id)
         WHEN 'contact' THEN
           (SELECT count(*) FROM contact AS x
             WHERE x.occurred_on = c.occurred_on AND x.member_id = c.member_id AND x.class_id = c.class_id AND x.id <= c.id)
         WHEN 'assignment' THEN
           (SELECT count(*) FROM assignment AS x
             WHERE x.from_on = a.from_on AND x.member_id = a.member_id AND x.class_id = a.class_id AND x.id <= a.id)
         WHEN 'project' THEN
           (SELECT count(*) FROM project AS x WHERE x.branch_id = p.branch_id AND x.title = p.title AND x.id <= p.id)
         WHEN 'talk' THEN
           (SELECT count(*) FROM talk AS x JOIN member AS y ON y.id = x.first_id
             WHERE x.occurred_on = t.occurred_on AND y.name = m.name
               AND coalesce(y.birth_date, '') = coalesce(m.birth_date, '') AND x.id <= t.id)
         WHEN 'study' THEN
           (SELECT count(*) FROM study AS x JOIN member AS y ON y.id = x.member_id
             WHERE x.occurred_on = s.occurred_on AND y.name = m.name
               AND coalesce(y.birth_date, '') = coalesce(m.birth_date, '') AND x.id <= s.id)
         WHEN 'member' THEN
           (SELECT count(*) FROM member AS x
             WHERE x.name = m.name AND coalesce(x.birth_date, '') = coalesce(m.birth_date, '') AND x.id <= m.id)
         ELSE 1
       END AS nth,
       v.kind, f.name, f.sha256, f.size, v.shows_pupils, v.attached_on, v.note, f.added_at
  FROM evidence AS v
  JOIN evidence_file AS f ON f.id = v.file_id
  LEFT JOIN event AS e ON v.record_kind = 'event' AND e.id = v.record_id
  LEFT JOIN contact AS c ON v.record_kind = 'contact' AND c.id = v.record_id
  LEFT JOIN assignment AS a ON v.record_kind = 'assignment' AND a.id = v.record_id
  LEFT JOIN project AS p ON v.record_kind = 'project' AND p.id = v.record_id
  LEFT JOIN brand AS d ON v.record_kind = 'brand' AND d.id = v.record_id
  LEFT JOIN checklist_item AS i ON v.record_kind = 'checklist_item' AND i.id = v.record_id
  LEFT JOIN talk AS t ON v.record_kind = 'talk' AND t.id = v.record_id
  LEFT JOIN study AS s ON v.record_kind = 'study' AND s.id = v.record_id
  LEFT JOIN branch AS b
    ON b.id = CASE v.record_kind WHEN 'branch' THEN v.record_id ELSE coalesce(e.branch_id, p.branch_id, d.branch_id) END
  LEFT JOIN member AS m
    ON m.id = CASE v.record_kind
      WHEN 'member' THEN v.record_id ELSE coalesce(c.member_id, a.member_id, t.first_id, s.member_id) END
  LEFT JOIN class AS k
    ON k.id = CASE v.record_kind WHEN 'class' THEN v.record_id ELSE coalesce(c.class_id, a.class_id) END
 ORDER BY v.id
