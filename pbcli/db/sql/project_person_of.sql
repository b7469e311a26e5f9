-- One row for each person's part in a project: the leader first, then the main and the other researchers in their order.
-- Parameters: project_id (NULL for all).
SELECT
    q.id,
    q.project_id,
    q.member_id,
    m.name AS member,
    q.role,
    q.place
FROM project_person AS q
JOIN member AS m ON m.id = q.member_id
WHERE (:project_id IS NULL OR q.project_id = :project_id)
ORDER BY q.project_id, CASE q.role WHEN '负责人' THEN 0 WHEN '主研' THEN 1 ELSE 2 END, q.place, q.id
