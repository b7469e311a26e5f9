-- One row for each item of the checklists, with what had happened to it by a day: the progress, the postponements, the
-- day that it is due by then. Items that were raised later are left out.
-- Parameters: day (ISO day); id, kind, branch_id (each NULL for all).
SELECT
    i.id,
    i.kind,
    i.number,
    i.source,
    i.item,
    i.standard,
    i.measure,
    i.lead,
    i.responsible,
    b.name AS branch,
    i.raised_on,
    i.due_on AS first_due_on,
    coalesce(
        (
            SELECT p.to_on
            FROM checklist_postponement AS p
            WHERE p.item_id = i.id AND p.decided_on <= :day
            ORDER BY p.decided_on DESC, p.id DESC
            LIMIT 1
        ),
        i.due_on
    ) AS due_on,
    (
        SELECT count(*)
        FROM checklist_postponement AS p
        WHERE p.item_id = i.id AND p.decided_on <= :day
    ) AS times_postponed,
    (
        SELECT max(g.occurred_on)
        FROM checklist_progress AS g
        WHERE g.item_id = i.id AND g.occurred_on <= :day
    ) AS last_progress_on,
    i.is_long_term,
    CASE WHEN i.submitted_on <= :day THEN i.submitted_on END AS submitted_on,
    CASE WHEN i.struck_off_on <= :day THEN i.accepted_by END AS accepted_by,
    CASE WHEN i.struck_off_on <= :day THEN i.struck_off_on END AS struck_off_on,
    i.evidence,
    i.note,
    i.recorded_at,
    i.recorded_by,
    CASE WHEN i.struck_off_on <= :day THEN i.struck_off_recorded_at END AS struck_off_recorded_at
FROM checklist_item AS i
LEFT JOIN branch AS b ON b.id = i.branch_id
WHERE (:id IS NULL OR i.id = :id)
    AND (i.raised_on IS NULL OR i.raised_on <= :day OR :id IS NOT NULL)
    AND (:kind IS NULL OR i.kind = :kind)
    AND (:branch_id IS NULL OR i.branch_id = :branch_id)
ORDER BY i.kind, length(i.number), i.number, i.id
