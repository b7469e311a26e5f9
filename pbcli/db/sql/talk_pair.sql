-- One row for each two members who talked with one another in a period, whoever was named first.
-- Parameters: start, end (ISO days, both included).
SELECT DISTINCT
    t.first_id,
    t.second_id
FROM talk AS t
WHERE t.occurred_on >= :start AND t.occurred_on <= :end
