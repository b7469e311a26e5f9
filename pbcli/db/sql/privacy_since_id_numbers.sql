-- One row for each whole ID number of a member who left for good before a day. Reads all of id_number: a purge looks at
-- everything.
-- Parameters: before (ISO day).
SELECT former.id, former.since_on
FROM (
    SELECT
        n.id,
        (
            SELECT CASE WHEN count(*) = count(s.to_on) THEN max(s.to_on) END
            FROM membership AS s WHERE s.member_id = n.member_id
        ) AS since_on
    FROM id_number AS n
) AS former
WHERE former.since_on < :before
ORDER BY former.id
