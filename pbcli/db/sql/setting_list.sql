-- One row for each setting that the unit has changed, with id_numbers as the unit's own record has it.
-- Parameters: none.
SELECT name, value
  FROM setting
UNION ALL
SELECT 'id_numbers' AS name, CASE keeps_id_numbers WHEN 1 THEN 'on' ELSE 'off' END AS value
  FROM unit
 ORDER BY name;
