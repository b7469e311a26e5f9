-- One row is a contact within a span of days, with the facts by which a paper's row is known again.
-- Parameters: first_day, last_day (ISO days, both included), first_id, last_id (both included),
-- other (the topic for those in no list, whose own words tell it)
SELECT id, occurred_on, member_id, class_id, kind,
       CASE WHEN topic = :other AND topic_note <> '' THEN topic_note ELSE topic END AS told_topic,
       pupils, problem, measure
  FROM contact
 WHERE occurred_on BETWEEN :first_day AND :last_day
   AND id BETWEEN :first_id AND :last_id
 ORDER BY id
