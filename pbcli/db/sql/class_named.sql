-- One row is the class of exactly this name.
-- Parameters: :name
SELECT id, name FROM class WHERE name = :name
