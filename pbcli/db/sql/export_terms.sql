-- One row is a school term, with all its stored fields.
-- Parameters: none
SELECT id, name, starts_on, ends_on FROM school_term ORDER BY starts_on, id
