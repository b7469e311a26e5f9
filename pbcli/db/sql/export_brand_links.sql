-- One row is a record that counts for a brand, told by what it is: an event by its day and branch, a contact by its day,
-- member and class, a project by its branch and title; the nth of those that are alike, in the order of their keeping.
-- Parameters: none
SELECT l.brand_id AS owner, l.record_kind, coalesce(e.occurred_on, c.occurred_on) AS on_day,
       coalesce(b.name, m.name) AS of_whom, m.birth_date AS born, k.name AS class, p.title,
       CASE l.record_kind
         WHEN 'event' THEN
           (SELECT count(*) FROM event AS x
             WHERE x.occurred_on = e.occurred_on AND coalesce(x.branch_id, 0) = coalesce(e.branch_id, 0)
               AND x.id <= e.id)
         WHEN 'contact' THEN
           (SELECT count(*) FROM contact AS x
             WHERE x.occurred_on = c.occurred_on AND x.member_id = c.member_id AND x.class_id = c.class_id
               AND x.id <= c.id)
         ELSE
           (SELECT count(*) FROM project AS x
             WHERE x.branch_id = p.branch_id AND x.title = p.title AND x.id <= p.id)
       END AS nth
  FROM brand_link AS l
  LEFT JOIN event AS e ON l.record_kind = 'event' AND e.id = l.record_id
  LEFT JOIN contact AS c ON l.record_kind = 'contact' AND c.id = l.record_id
  LEFT JOIN member AS m ON m.id = c.member_id
  LEFT JOIN class AS k ON k.id = c.class_id
  LEFT JOIN project AS p ON l.record_kind = 'project' AND p.id = l.record_id
  LEFT JOIN branch AS b ON b.id = coalesce(e.branch_id, p.branch_id)
 WHERE coalesce(e.id, c.id, p.id) IS NOT NULL
 ORDER BY l.id
