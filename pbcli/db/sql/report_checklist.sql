-- One row for each kind of checklist and branch (none: the unit's own): items that were opened and struck off in the
-- period; at its end those still open, those of them overdue, and those that go on for ever. An item without a day on
-- which it was raised was opened when it was recorded, or by its first deadline where that is earlier.
-- Parameters: start, as_of (ISO days, both included).
SELECT
    x.kind,
    b.name AS branch,
    sum(CASE WHEN x.opened_on >= :start AND x.opened_on <= :as_of THEN 1 ELSE 0 END) AS opened,
    sum(CASE WHEN x.struck_off_on >= :start AND x.struck_off_on <= :as_of THEN 1 ELSE 0 END) AS closed,
    sum(CASE WHEN x.is_open = 1 THEN 1 ELSE 0 END) AS open,
    sum(CASE WHEN x.is_open = 1 AND x.due_on < :as_of THEN 1 ELSE 0 END) AS overdue,
    sum(CASE WHEN x.is_open = 0 AND (x.struck_off_on IS NULL OR x.struck_off_on > :as_of) THEN 1 ELSE 0 END) AS long_term
FROM (
    SELECT
        i.kind,
        i.branch_id,
        i.struck_off_on,
        CASE
            WHEN i.raised_on IS NOT NULL THEN i.raised_on
            WHEN i.due_on < substr(i.recorded_at, 1, 10) THEN i.due_on
            ELSE substr(i.recorded_at, 1, 10)
        END AS opened_on,
        CASE
            WHEN (i.struck_off_on IS NULL OR i.struck_off_on > :as_of)
                AND (i.is_long_term = 0 OR i.submitted_on <= :as_of)
            THEN 1
            ELSE 0
        END AS is_open,
        coalesce(
            (
                SELECT p.to_on
                FROM checklist_postponement AS p
                WHERE p.item_id = i.id AND p.decided_on <= :as_of
                ORDER BY p.decided_on DESC, p.id DESC
                LIMIT 1
            ),
            i.due_on
        ) AS due_on
    FROM checklist_item AS i
) AS x
LEFT JOIN branch AS b ON b.id = x.branch_id
WHERE x.opened_on <= :as_of OR x.struck_off_on <= :as_of
GROUP BY x.kind, x.branch_id, b.name
ORDER BY x.kind, x.branch_id IS NULL, x.branch_id
