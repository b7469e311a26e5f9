-- One row: 1 where the unit keeps evidence, attached to a record or named by an event of a period; else 0.
-- Parameters: start, end (ISO days, both included).
SELECT
    EXISTS (SELECT 1 FROM evidence)
    OR EXISTS (
        SELECT 1 FROM event WHERE occurred_on >= :start AND occurred_on <= :end AND evidence IS NOT NULL
    ) AS is_kept
