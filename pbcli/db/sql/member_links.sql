-- One row counts the records of one kind that are linked to a member and forbid removal; kinds without any are left out.
-- Reads all of event: removing a member is rare, and an index on an event's people would serve nothing else.
-- Parameters: :member_id
SELECT what, n
  FROM (SELECT '职务' AS what, count(*) AS n, 1 AS place FROM post WHERE member_id = :member_id
        UNION ALL
        SELECT '联系班级安排', count(*), 2 FROM assignment WHERE member_id = :member_id
        UNION ALL
        SELECT '联系记录', count(*), 3 FROM contact WHERE member_id = :member_id
        UNION ALL
        SELECT '活动', count(*), 4 FROM event WHERE host_id = :member_id OR recorder_id = :member_id
        UNION ALL
        SELECT '考勤', count(*), 5 FROM attendance WHERE member_id = :member_id
        UNION ALL
        SELECT '谈心谈话', count(*), 6 FROM talk WHERE first_id = :member_id OR second_id = :member_id
        UNION ALL
        SELECT '学习', count(*), 7 FROM study WHERE member_id = :member_id
        UNION ALL
        SELECT '课题', count(*), 8 FROM project_person WHERE member_id = :member_id
        UNION ALL
        SELECT '党费基数', count(*), 9 FROM dues_base WHERE member_id = :member_id
        UNION ALL
        SELECT '党费', count(*), 10 FROM dues_payment WHERE member_id = :member_id
        UNION ALL
        SELECT '品牌', count(*), 21 FROM brand WHERE leader_id = :member_id
        UNION ALL
        SELECT '品牌', count(*), 22 FROM brand_person WHERE member_id = :member_id) links
 WHERE n > 0
 ORDER BY place
