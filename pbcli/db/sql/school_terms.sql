-- One row for each school term that the unit has recorded, the earliest first.
-- Parameters: none.
SELECT name, starts_on, ends_on
  FROM school_term
 ORDER BY starts_on, id;
