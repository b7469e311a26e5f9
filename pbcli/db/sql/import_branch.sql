-- One row is a branch, with all its stored fields.
-- Parameters: none
SELECT id, name, pinyin, initials, founded_on, dissolved_on, brand_name, brand_focus, note FROM branch ORDER BY id
