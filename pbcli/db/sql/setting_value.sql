-- One row: the value of a setting that the unit made.
-- Parameters: name.
SELECT s.value AS value
  FROM setting AS s
 WHERE s.name = :name
