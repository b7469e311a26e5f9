-- One row for each piece of evidence, in the order in which it was attached, with what its record is called.
-- Parameters: start, end (ISO days on which it was attached, both included), id, record_kind, record_id (each NULL for all).
SELECT
    v.id,
    v.record_kind,
    v.record_id,
    CASE v.record_kind
        WHEN 'event' THEN (
            SELECT e.occurred_on || ' ' || coalesce(b.name, '') || coalesce(' ' || e.title, '')
            FROM event AS e
            LEFT JOIN branch AS b ON b.id = e.branch_id
            WHERE e.id = v.record_id
        )
        WHEN 'contact' THEN (
            SELECT c.occurred_on || ' ' || m.name || ' ' || k.name
            FROM contact AS c
            JOIN member AS m ON m.id = c.member_id
            JOIN class AS k ON k.id = c.class_id
            WHERE c.id = v.record_id
        )
        WHEN 'project' THEN (SELECT p.title FROM project AS p WHERE p.id = v.record_id)
        WHEN 'branch' THEN (SELECT b.name FROM branch AS b WHERE b.id = v.record_id)
        WHEN 'member' THEN (SELECT m.name FROM member AS m WHERE m.id = v.record_id)
        WHEN 'class' THEN (SELECT k.name FROM class AS k WHERE k.id = v.record_id)
        WHEN 'brand' THEN (SELECT d.year || ' ' || d.name FROM brand AS d WHERE d.id = v.record_id)
        WHEN 'checklist_item' THEN (SELECT i.kind || ' ' || i.number FROM checklist_item AS i WHERE i.id = v.record_id)
        WHEN 'talk' THEN (SELECT t.occurred_on FROM talk AS t WHERE t.id = v.record_id)
        WHEN 'study' THEN (
            SELECT s.occurred_on || ' ' || m.name FROM study AS s JOIN member AS m ON m.id = s.member_id WHERE s.id = v.record_id
        )
        WHEN 'assignment' THEN (
            SELECT m.name || ' ' || k.name
            FROM assignment AS a
            JOIN member AS m ON m.id = a.member_id
            JOIN class AS k ON k.id = a.class_id
            WHERE a.id = v.record_id
        )
    END AS record,
    v.kind,
    f.name AS file,
    f.size,
    v.shows_pupils,
    v.attached_on,
    v.note,
    f.sha256
FROM evidence AS v
JOIN evidence_file AS f ON f.id = v.file_id
WHERE v.attached_on >= :start AND v.attached_on <= :end
    AND (:id IS NULL OR v.id = :id)
    AND (:record_kind IS NULL OR v.record_kind = :record_kind)
    AND (:record_id IS NULL OR v.record_id = :record_id)
ORDER BY v.attached_on, v.id
