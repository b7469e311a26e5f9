-- One row for each class that is in school on some day of a period: its head teacher and those assigned at the period's
-- end, the contacts in the period, the last contact up to its end.
-- Parameters: start, end (ISO days, both included).
SELECT
    k.id,
    k.name AS class,
    k.department,
    (
        SELECT h.teacher_name
        FROM class_head AS h
        WHERE h.class_id = k.id
            AND (h.from_on IS NULL OR h.from_on <= :end) AND (h.to_on IS NULL OR h.to_on > :end)
        ORDER BY h.from_on DESC, h.id DESC
        LIMIT 1
    ) AS head_teacher,
    (
        SELECT count(*)
        FROM contact AS c
        WHERE c.class_id = k.id AND c.occurred_on >= :start AND c.occurred_on <= :end
    ) AS contacts,
    (
        SELECT max(c.occurred_on)
        FROM contact AS c
        WHERE c.class_id = k.id AND c.occurred_on <= :end
    ) AS last_contact_on
FROM class AS k
WHERE (k.started_on IS NULL OR k.started_on <= :end)
    AND (k.graduated_on IS NULL OR k.graduated_on >= :start)
ORDER BY k.id
