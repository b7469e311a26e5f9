-- One row for the contact of an id.
-- Parameters: id.
SELECT id, member_id, class_id, occurred_on FROM contact WHERE id = :id;
