-- One row: the resolutions of the period that somebody is to carry out, those carried out in it, those open and overdue at
-- its end.
-- Reads all of event: what is open may be of any year.
-- Parameters: start, as_of (days).
SELECT coalesce(sum(CASE WHEN e.occurred_on >= :start THEN 1 ELSE 0 END), 0) AS opened,
       coalesce(sum(CASE WHEN r.closed_on >= :start AND r.closed_on <= :as_of THEN 1 ELSE 0 END), 0) AS closed,
       coalesce(sum(CASE WHEN r.closed_on IS NULL OR r.closed_on > :as_of THEN 1 ELSE 0 END), 0) AS "open",
       coalesce(sum(CASE WHEN (r.closed_on IS NULL OR r.closed_on > :as_of) AND r.due_on < :as_of
                         THEN 1 ELSE 0 END), 0) AS overdue
  FROM event AS e
  JOIN resolution AS r ON r.event_id = e.id
 WHERE e.occurred_on <= :as_of AND r.task IS NOT NULL
