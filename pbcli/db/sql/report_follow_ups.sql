-- One row: the follow-ups opened and closed in the period, and those open and overdue at its end. The open ones are found by
-- the day of closing, since all of the past were due on some day.
-- Parameters: start, as_of (days).
SELECT (SELECT count(*) FROM contact AS c JOIN follow_up AS f ON f.contact_id = c.id
         WHERE c.occurred_on >= :start AND c.occurred_on <= :as_of) AS opened,
       (SELECT count(*) FROM follow_up AS f WHERE f.closed_on >= :start AND f.closed_on <= :as_of) AS closed,
       count(*) AS "open",
       count(*) FILTER (WHERE f.due_on < :as_of) AS overdue
FROM follow_up AS f
JOIN contact AS c ON c.id = f.contact_id
WHERE c.occurred_on <= :as_of AND (f.closed_on IS NULL OR f.closed_on > :as_of)
