-- One row is the branch of exactly this name.
-- Parameters: :name
SELECT id, name FROM branch WHERE name = :name
