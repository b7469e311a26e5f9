-- One row a project: the days of its steps, and the latest extension granted by the end of the period.
-- Parameters: as_of (day).
SELECT p.id AS project_id,
       p.withdrawn_on AS withdrawn_on,
       max(CASE WHEN s.step = '申报' THEN s.actual_on END) AS applied_on,
       max(CASE WHEN s.step = '立项' THEN s.actual_on END) AS approved_on,
       max(CASE WHEN s.step = '开题' THEN s.actual_on END) AS opened_on,
       max(CASE WHEN s.step = '中期检查' THEN s.actual_on END) AS midterm_on,
       max(CASE WHEN s.step = '结题' THEN s.actual_on END) AS closed_on,
       (SELECT max(x.extended_to) FROM project_extension AS x
         WHERE x.project_id = p.id AND x.granted_on <= :as_of) AS extended_to
  FROM project AS p
  LEFT JOIN project_step AS s ON s.project_id = p.id
 GROUP BY p.id, p.withdrawn_on
 ORDER BY p.id
