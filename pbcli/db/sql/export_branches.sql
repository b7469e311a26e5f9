-- One row is a branch, with all its stored fields but those that follow from its name.
-- Parameters: none
SELECT id, name, founded_on, dissolved_on, brand_name, brand_focus, note FROM branch ORDER BY id
