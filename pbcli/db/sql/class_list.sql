-- One row is a class in school on the day (or, where asked for, one that has graduated by then), with its head teacher then.
-- Parameters: :day, :graduated (1: those that have graduated before the day), :cohort, :department (or NULL)
SELECT c.id,
       c.name,
       c.cohort,
       c.department,
       (SELECT h.teacher_name
          FROM class_head h
         WHERE h.class_id = c.id
           AND (h.from_on IS NULL OR h.from_on <= :day) AND (h.to_on IS NULL OR h.to_on > :day)
         ORDER BY coalesce(h.from_on, '') DESC, h.id DESC
         LIMIT 1) AS head_teacher,
       c.pupils,
       c.started_on,
       c.graduated_on,
       (SELECT max(t.occurred_on) FROM contact t WHERE t.class_id = c.id AND t.occurred_on <= :day) AS last_contact_on,
       c.major
  FROM class c
 WHERE (:graduated = 1 OR ((c.started_on IS NULL OR c.started_on <= :day)
                           AND (c.graduated_on IS NULL OR c.graduated_on >= :day)))
   AND (:graduated = 0 OR c.graduated_on < :day)
   AND (:cohort IS NULL OR c.cohort = :cohort)
   AND (:department IS NULL OR c.department = :department)
 ORDER BY c.id
