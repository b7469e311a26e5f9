-- One row is a mapping of columns that the user keeps, by its name.
-- Parameters: none
SELECT name FROM column_map ORDER BY name
