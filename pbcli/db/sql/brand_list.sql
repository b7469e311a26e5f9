-- One row for each brand, a branch's for a year.
-- Parameters: id, year, branch_id (each NULL for all).
SELECT
    d.id,
    d.branch_id,
    b.name AS branch,
    d.year,
    d.name,
    d.slogan,
    d.focus,
    d.meaning,
    d.carriers,
    d.served,
    d.schedule,
    m.name AS leader,
    d.results,
    d.honours,
    d.media,
    d.self_score,
    d.note,
    b.initials,
    b.pinyin,
    (
        SELECT count(*)
        FROM evidence AS e
        WHERE e.record_kind = 'brand' AND e.record_id = d.id AND e.kind = '标识'
    ) AS logos
FROM brand AS d
JOIN branch AS b ON b.id = d.branch_id
LEFT JOIN member AS m ON m.id = d.leader_id
WHERE (:id IS NULL OR d.id = :id)
    AND (:year IS NULL OR d.year = :year)
    AND (:branch_id IS NULL OR d.branch_id = :branch_id)
ORDER BY d.branch_id, d.year, d.id
