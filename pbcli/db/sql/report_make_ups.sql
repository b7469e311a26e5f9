-- One row: the absences of the period that ask for a make-up lesson, the lessons held in it, those still open at its end,
-- and those of them that are due for longer than the rule gives.
-- Reads all of event: what is open may be of any year.
-- Parameters: start, as_of (days), overdue_before (day: events before it are overdue).
SELECT coalesce(sum(CASE WHEN e.occurred_on >= :start THEN 1 ELSE 0 END), 0) AS opened,
       coalesce(sum(CASE WHEN t.made_up_on >= :start AND t.made_up_on <= :as_of THEN 1 ELSE 0 END), 0) AS closed,
       coalesce(sum(CASE WHEN t.made_up_on IS NULL OR t.made_up_on > :as_of THEN 1 ELSE 0 END), 0) AS "open",
       coalesce(sum(CASE WHEN (t.made_up_on IS NULL OR t.made_up_on > :as_of)
                          AND coalesce(e.ended_on, e.occurred_on) < :overdue_before THEN 1 ELSE 0 END), 0) AS overdue
  FROM event AS e
  JOIN attendance AS t ON t.event_id = e.id
 WHERE e.occurred_on <= :as_of AND t.state <> '列席'
