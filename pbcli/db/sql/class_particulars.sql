-- One row is a class with all particulars, its head teacher as of the day, and how often and when last it was contacted.
-- Parameters: :class_id, :day
SELECT c.id,
       c.name,
       c.cohort,
       c.department,
       c.major,
       c.pupils,
       c.started_on,
       c.graduated_on,
       (SELECT h.teacher_name
          FROM class_head h
         WHERE h.class_id = c.id
           AND (h.from_on IS NULL OR h.from_on <= :day) AND (h.to_on IS NULL OR h.to_on > :day)
         ORDER BY coalesce(h.from_on, '') DESC, h.id DESC
         LIMIT 1) AS head_teacher,
       (SELECT count(*) FROM contact t WHERE t.class_id = c.id AND t.occurred_on <= :day) AS contacts,
       (SELECT max(t.occurred_on) FROM contact t WHERE t.class_id = c.id AND t.occurred_on <= :day) AS last_contact_on,
       c.note
  FROM class c
 WHERE c.id = :class_id
