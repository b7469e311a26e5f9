-- One row: the last operation that took something out of the journal.
-- Parameters: none
SELECT max(r.operation_id) AS operation_id FROM redaction AS r
