-- One row for each ledger, branch (NULL for the unit's own), day of a period and moment of recording: how many records of
-- members, posts and liaisons were written down then (NULL where nobody knows when).
-- Parameters: start, as_of (ISO days, both included).
SELECT '组织关系' AS ledger, m.branch_id AS branch_id, m.from_on AS day, m.recorded_at AS recorded_at, count(*) AS records
FROM membership AS m
WHERE m.from_on >= :start AND m.from_on <= :as_of
GROUP BY 2, 3, 4
UNION ALL
SELECT '组织关系' AS ledger, m.branch_id AS branch_id, m.to_on AS day, m.end_recorded_at AS recorded_at, count(*) AS records
FROM membership AS m
WHERE m.to_on >= :start AND m.to_on <= :as_of
GROUP BY 2, 3, 4
UNION ALL
SELECT '党员身份' AS ledger, s.branch_id AS branch_id, p.from_on AS day, p.recorded_at AS recorded_at, count(*) AS records
FROM party_status AS p
LEFT JOIN membership AS s ON s.member_id = p.member_id AND s.from_on <= p.from_on
    AND (s.to_on IS NULL OR s.to_on > p.from_on)
WHERE p.from_on >= :start AND p.from_on <= :as_of
GROUP BY 2, 3, 4
UNION ALL
SELECT '职务' AS ledger, p.branch_id AS branch_id, p.from_on AS day, p.recorded_at AS recorded_at, count(*) AS records
FROM post AS p
WHERE p.from_on >= :start AND p.from_on <= :as_of
GROUP BY 2, 3, 4
UNION ALL
SELECT '职务' AS ledger, p.branch_id AS branch_id, p.to_on AS day, p.end_recorded_at AS recorded_at, count(*) AS records
FROM post AS p
WHERE p.to_on >= :start AND p.to_on <= :as_of
GROUP BY 2, 3, 4
UNION ALL
SELECT '支部任期' AS ledger, t.branch_id AS branch_id, t.elected_on AS day, t.recorded_at AS recorded_at, count(*) AS records
FROM branch_term AS t
WHERE t.elected_on >= :start AND t.elected_on <= :as_of
GROUP BY 2, 3, 4
UNION ALL
SELECT '联系分工' AS ledger, s.branch_id AS branch_id, a.from_on AS day, a.recorded_at AS recorded_at, count(*) AS records
FROM assignment AS a
LEFT JOIN membership AS s ON s.member_id = a.member_id AND s.from_on <= a.from_on
    AND (s.to_on IS NULL OR s.to_on > a.from_on)
WHERE a.from_on >= :start AND a.from_on <= :as_of
GROUP BY 2, 3, 4
UNION ALL
SELECT '联系分工' AS ledger, s.branch_id AS branch_id, a.to_on AS day, a.end_recorded_at AS recorded_at, count(*) AS records
FROM assignment AS a
LEFT JOIN membership AS s ON s.member_id = a.member_id AND s.from_on <= a.from_on
    AND (s.to_on IS NULL OR s.to_on > a.from_on)
WHERE a.to_on >= :start AND a.to_on <= :as_of
GROUP BY 2, 3, 4
UNION ALL
SELECT '班主任' AS ledger, NULL AS branch_id, h.from_on AS day, h.recorded_at AS recorded_at, count(*) AS records
FROM class_head AS h
WHERE h.from_on >= :start AND h.from_on <= :as_of
GROUP BY 2, 3, 4
