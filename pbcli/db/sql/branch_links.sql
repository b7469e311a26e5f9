-- One row counts the records of one kind that are linked to a branch and forbid its removal; kinds without any are left out.
-- Parameters: :branch_id
SELECT what, n
  FROM (SELECT '党员' AS what, count(*) AS n, 1 AS place FROM membership WHERE branch_id = :branch_id
        UNION ALL
        SELECT '职务', count(*), 2 FROM post WHERE branch_id = :branch_id
        UNION ALL
        SELECT '党小组', count(*), 3 FROM party_group WHERE branch_id = :branch_id
        UNION ALL
        SELECT '活动', count(*), 4 FROM event WHERE branch_id = :branch_id
        UNION ALL
        SELECT '课题', count(*), 5 FROM project WHERE branch_id = :branch_id
        UNION ALL
        SELECT '品牌', count(*), 6 FROM brand WHERE branch_id = :branch_id
        UNION ALL
        SELECT '清单', count(*), 7 FROM checklist_item WHERE branch_id = :branch_id) links
 WHERE n > 0
 ORDER BY place
