-- One row counts the records of one kind that are linked to a class and forbid its removal; kinds without any are left out.
-- Parameters: :class_id
SELECT what, n
  FROM (SELECT '联系班级安排' AS what, count(*) AS n, 1 AS place FROM assignment WHERE class_id = :class_id
        UNION ALL
        SELECT '联系记录', count(*), 2 FROM contact WHERE class_id = :class_id) links
 WHERE n > 0
 ORDER BY place
