-- One row for each ledger, branch (NULL for the unit's own), day of a period and moment of recording: how many records of
-- projects, brands and checklists were written down then (NULL where nobody knows when).
-- Parameters: start, as_of (ISO days, both included).
SELECT '课题环节' AS ledger, p.branch_id AS branch_id, x.actual_on AS day, x.recorded_at AS recorded_at, count(*) AS records
FROM project_step AS x
JOIN project AS p ON p.id = x.project_id
WHERE x.actual_on >= :start AND x.actual_on <= :as_of
GROUP BY 2, 3, 4
UNION ALL
SELECT '课题延期' AS ledger, p.branch_id AS branch_id, x.granted_on AS day, x.recorded_at AS recorded_at, count(*) AS records
FROM project_extension AS x
JOIN project AS p ON p.id = x.project_id
WHERE x.granted_on >= :start AND x.granted_on <= :as_of
GROUP BY 2, 3, 4
UNION ALL
SELECT '课题变更' AS ledger, p.branch_id AS branch_id, x.changed_on AS day, x.recorded_at AS recorded_at, count(*) AS records
FROM project_change AS x
JOIN project AS p ON p.id = x.project_id
WHERE x.changed_on >= :start AND x.changed_on <= :as_of
GROUP BY 2, 3, 4
UNION ALL
SELECT '课题成果' AS ledger, p.branch_id AS branch_id, x.published_on AS day, x.recorded_at AS recorded_at, count(*) AS records
FROM project_outcome AS x
JOIN project AS p ON p.id = x.project_id
WHERE x.published_on >= :start AND x.published_on <= :as_of
GROUP BY 2, 3, 4
UNION ALL
SELECT '课题经费' AS ledger, p.branch_id AS branch_id, x.occurred_on AS day, x.recorded_at AS recorded_at, count(*) AS records
FROM project_money AS x
JOIN project AS p ON p.id = x.project_id
WHERE x.occurred_on >= :start AND x.occurred_on <= :as_of
GROUP BY 2, 3, 4
UNION ALL
SELECT '课题材料' AS ledger, p.branch_id AS branch_id, x.received_on AS day, x.recorded_at AS recorded_at, count(*) AS records
FROM project_material AS x
JOIN project AS p ON p.id = x.project_id
WHERE x.received_on >= :start AND x.received_on <= :as_of
GROUP BY 2, 3, 4
UNION ALL
SELECT '课题' AS ledger, p.branch_id AS branch_id, p.withdrawn_on AS day, p.withdrawn_recorded_at AS recorded_at, count(*) AS records
FROM project AS p
WHERE p.withdrawn_on >= :start AND p.withdrawn_on <= :as_of
GROUP BY 2, 3, 4
UNION ALL
SELECT '品牌状态' AS ledger, b.branch_id AS branch_id, x.on_day AS day, x.recorded_at AS recorded_at, count(*) AS records
FROM brand_step AS x
JOIN brand AS b ON b.id = x.brand_id
WHERE x.on_day >= :start AND x.on_day <= :as_of
GROUP BY 2, 3, 4
UNION ALL
SELECT '品牌节点' AS ledger, b.branch_id AS branch_id, x.done_on AS day, x.recorded_at AS recorded_at, count(*) AS records
FROM brand_milestone AS x
JOIN brand AS b ON b.id = x.brand_id
WHERE x.done_on >= :start AND x.done_on <= :as_of
GROUP BY 2, 3, 4
UNION ALL
SELECT '清单项' AS ledger, i.branch_id AS branch_id, i.raised_on AS day, i.recorded_at AS recorded_at, count(*) AS records
FROM checklist_item AS i
WHERE i.raised_on >= :start AND i.raised_on <= :as_of
GROUP BY 2, 3, 4
UNION ALL
SELECT '清单项' AS ledger, i.branch_id AS branch_id, i.struck_off_on AS day, i.struck_off_recorded_at AS recorded_at, count(*) AS records
FROM checklist_item AS i
WHERE i.struck_off_on >= :start AND i.struck_off_on <= :as_of
GROUP BY 2, 3, 4
UNION ALL
SELECT '清单进展' AS ledger, i.branch_id AS branch_id, x.occurred_on AS day, x.recorded_at AS recorded_at, count(*) AS records
FROM checklist_progress AS x
JOIN checklist_item AS i ON i.id = x.item_id
WHERE x.occurred_on >= :start AND x.occurred_on <= :as_of
GROUP BY 2, 3, 4
UNION ALL
SELECT '清单延期' AS ledger, i.branch_id AS branch_id, x.decided_on AS day, x.recorded_at AS recorded_at, count(*) AS records
FROM checklist_postponement AS x
JOIN checklist_item AS i ON i.id = x.item_id
WHERE x.decided_on >= :start AND x.decided_on <= :as_of
GROUP BY 2, 3, 4
