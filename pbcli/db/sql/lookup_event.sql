-- One row for the event of an id.
-- Parameters: id.
SELECT id, branch_id, occurred_on, title FROM event WHERE id = :id;
