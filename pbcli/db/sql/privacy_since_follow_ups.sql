-- One row for each follow-up that was closed, or whose class left school, before a day; the earlier of the two is given.
-- Reads all of follow_up: a purge looks at everything.
-- Parameters: before (ISO day).
SELECT
    f.id,
    CASE
        WHEN f.closed_on IS NULL OR k.graduated_on < f.closed_on THEN k.graduated_on
        ELSE f.closed_on
    END AS since_on
FROM follow_up AS f
JOIN contact AS c ON c.id = f.contact_id
JOIN class AS k ON k.id = c.class_id
WHERE f.closed_on < :before OR k.graduated_on < :before
ORDER BY f.id
