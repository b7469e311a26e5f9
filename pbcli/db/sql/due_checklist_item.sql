-- One row for each item of a checklist that is to be settled by some day and wasn't struck off by a day: what it is, who
-- is responsible, the day that it is due by then.
-- Parameters: day (ISO day).
SELECT
    i.id,
    i.kind,
    i.number,
    i.item,
    i.responsible,
    i.submitted_on,
    coalesce(
        (
            SELECT p.to_on
            FROM checklist_postponement AS p
            WHERE p.item_id = i.id AND p.decided_on <= :day
            ORDER BY p.decided_on DESC, p.id DESC
            LIMIT 1
        ),
        i.due_on
    ) AS due_on
FROM checklist_item AS i
WHERE (i.struck_off_on IS NULL OR i.struck_off_on > :day)
    AND (i.is_long_term = 0 OR i.submitted_on <= :day)
    AND (i.raised_on IS NULL OR i.raised_on <= :day)
    AND i.due_on IS NOT NULL
ORDER BY due_on, i.id
