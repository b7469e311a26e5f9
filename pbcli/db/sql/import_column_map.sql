-- One row is a mapping of columns that the user keeps under a name.
-- Parameters: name
SELECT id, name, mapping FROM column_map WHERE name = :name
