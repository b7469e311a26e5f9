-- One row: the unit's name.
SELECT u.name AS name
  FROM unit AS u
