-- One row for each member who left for good before a day. Reads all of member: a purge looks at everything.
-- Parameters: before (ISO day).
SELECT former.id, former.since_on
FROM (
    SELECT
        m.id,
        (
            SELECT CASE WHEN count(*) = count(s.to_on) THEN max(s.to_on) END
            FROM membership AS s WHERE s.member_id = m.id
        ) AS since_on
    FROM member AS m
) AS former
WHERE former.since_on < :before
ORDER BY former.id
