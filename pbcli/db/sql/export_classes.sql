-- One row is a class, with all its stored fields but those that follow from its name.
-- Parameters: none
SELECT id, name, cohort, department, major, pupils, started_on, graduated_on, note FROM class ORDER BY id
