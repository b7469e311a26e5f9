-- One row for each base of dues that held for the last time in a year that ended before a day: another base followed, or
-- the member left. Reads all of dues_base: a purge looks at everything.
-- Parameters: before (ISO day).
SELECT ended.id, ended.last_year || '-12-31' AS since_on
FROM (
    SELECT
        d.id,
        CASE
            WHEN d.next_month IS NULL THEN substr(d.left_on, 1, 4)
            WHEN substr(d.next_month, 6, 2) = '01' THEN CAST(CAST(substr(d.next_month, 1, 4) AS INTEGER) - 1 AS TEXT)
            ELSE substr(d.next_month, 1, 4)
        END AS last_year
    FROM (
        SELECT
            b.id,
            (
                SELECT min(n.from_month) FROM dues_base AS n
                WHERE n.member_id = b.member_id AND n.from_month > b.from_month
            ) AS next_month,
            (
                SELECT CASE WHEN count(*) = count(s.to_on) THEN max(s.to_on) END
                FROM membership AS s WHERE s.member_id = b.member_id
            ) AS left_on
        FROM dues_base AS b
    ) AS d
) AS ended
WHERE ended.last_year || '-12-31' < :before
ORDER BY ended.id
