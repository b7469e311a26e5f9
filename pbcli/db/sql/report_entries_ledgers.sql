-- One row for each ledger, branch (NULL for the unit's own), day of a period and moment of recording: how many records of
-- contacts, events, talks, study and dues, with what was closed, were written down then (NULL where nobody knows when).
-- Parameters: start, as_of (ISO days, both included).
SELECT '联系记录' AS ledger, s.branch_id AS branch_id, c.occurred_on AS day, c.recorded_at AS recorded_at, count(*) AS records
FROM contact AS c
LEFT JOIN membership AS s ON s.member_id = c.member_id AND s.from_on <= c.occurred_on
    AND (s.to_on IS NULL OR s.to_on > c.occurred_on)
WHERE c.occurred_on >= :start AND c.occurred_on <= :as_of
GROUP BY 2, 3, 4
UNION ALL
SELECT '跟进' AS ledger, s.branch_id AS branch_id, f.closed_on AS day, f.closed_recorded_at AS recorded_at, count(*) AS records
FROM follow_up AS f
JOIN contact AS c ON c.id = f.contact_id
LEFT JOIN membership AS s ON s.member_id = c.member_id AND s.from_on <= c.occurred_on
    AND (s.to_on IS NULL OR s.to_on > c.occurred_on)
WHERE f.closed_on >= :start AND f.closed_on <= :as_of
GROUP BY 2, 3, 4
UNION ALL
SELECT '活动' AS ledger, e.branch_id AS branch_id, e.occurred_on AS day, e.recorded_at AS recorded_at, count(*) AS records
FROM event AS e
WHERE e.occurred_on >= :start AND e.occurred_on <= :as_of
GROUP BY 2, 3, 4
UNION ALL
SELECT '补课' AS ledger, s.branch_id AS branch_id, a.made_up_on AS day, a.made_up_recorded_at AS recorded_at, count(*) AS records
FROM attendance AS a
JOIN event AS e ON e.id = a.event_id
LEFT JOIN membership AS s ON s.member_id = a.member_id AND s.from_on <= e.occurred_on
    AND (s.to_on IS NULL OR s.to_on > e.occurred_on)
WHERE a.made_up_on >= :start AND a.made_up_on <= :as_of
GROUP BY 2, 3, 4
UNION ALL
SELECT '决议' AS ledger, e.branch_id AS branch_id, r.closed_on AS day, r.closed_recorded_at AS recorded_at, count(*) AS records
FROM resolution AS r
JOIN event AS e ON e.id = r.event_id
WHERE r.closed_on >= :start AND r.closed_on <= :as_of
GROUP BY 2, 3, 4
UNION ALL
SELECT '谈话' AS ledger, s.branch_id AS branch_id, t.occurred_on AS day, t.recorded_at AS recorded_at, count(*) AS records
FROM talk AS t
LEFT JOIN membership AS s ON s.member_id = t.first_id AND s.from_on <= t.occurred_on
    AND (s.to_on IS NULL OR s.to_on > t.occurred_on)
WHERE t.occurred_on >= :start AND t.occurred_on <= :as_of
GROUP BY 2, 3, 4
UNION ALL
SELECT '学习' AS ledger, s.branch_id AS branch_id, coalesce(t.ended_on, t.occurred_on) AS day, t.recorded_at AS recorded_at, count(*) AS records
FROM study AS t
LEFT JOIN membership AS s ON s.member_id = t.member_id AND s.from_on <= t.occurred_on
    AND (s.to_on IS NULL OR s.to_on > t.occurred_on)
WHERE coalesce(t.ended_on, t.occurred_on) >= :start AND coalesce(t.ended_on, t.occurred_on) <= :as_of
GROUP BY 2, 3, 4
UNION ALL
SELECT '党费' AS ledger, s.branch_id AS branch_id, d.paid_on AS day, d.recorded_at AS recorded_at, count(*) AS records
FROM dues_payment AS d
LEFT JOIN membership AS s ON s.member_id = d.member_id AND s.from_on <= d.paid_on
    AND (s.to_on IS NULL OR s.to_on > d.paid_on)
WHERE d.paid_on >= :start AND d.paid_on <= :as_of
GROUP BY 2, 3, 4
