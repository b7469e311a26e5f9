-- One row: the day of the first contact, and that of the first event, as they are dated; NULL where there is none.
-- Parameters: none.
SELECT
    (SELECT min(c.occurred_on) FROM contact AS c) AS contact_on,
    (SELECT min(e.occurred_on) FROM event AS e) AS event_on
