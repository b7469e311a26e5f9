-- One row for each member who looks after a class at a period's end, or on the class's own last day where that is
-- earlier, in branch and roster order. Someone who has left the Party organization looks after no class.
-- Parameters: start, end (ISO days, both included).
SELECT
    k.id AS class_id,
    m.name AS member,
    a.role
FROM class AS k
JOIN assignment AS a ON a.class_id = k.id
JOIN member AS m ON m.id = a.member_id
LEFT JOIN membership AS s ON s.member_id = m.id AND s.from_on <= :end AND (s.to_on IS NULL OR s.to_on > :end)
WHERE (k.started_on IS NULL OR k.started_on <= :end) AND (k.graduated_on IS NULL OR k.graduated_on >= :start)
    AND a.from_on <= :end
    AND (a.to_on IS NULL OR a.to_on > CASE WHEN k.graduated_on < :end THEN k.graduated_on ELSE :end END)
    AND EXISTS (
        SELECT 1
        FROM membership AS h
        WHERE h.member_id = m.id
            AND (h.to_on IS NULL OR h.to_on > CASE WHEN k.graduated_on < :end THEN k.graduated_on ELSE :end END)
    )
ORDER BY s.branch_id IS NULL, s.branch_id, m.id, a.from_on
