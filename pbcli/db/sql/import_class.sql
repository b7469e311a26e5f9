-- One row is a class, with all its stored fields.
-- Parameters: none
SELECT id, name, pinyin, initials, cohort, department, major, pupils, started_on, graduated_on, note
  FROM class
 ORDER BY id
