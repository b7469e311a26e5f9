-- One row for each class that is in school on a day: since when, and its last contact.
-- Parameters: day (ISO day).
SELECT
    k.id,
    k.name AS class,
    k.started_on,
    (
        SELECT max(c.occurred_on)
        FROM contact AS c
        WHERE c.class_id = k.id AND c.occurred_on <= :day
    ) AS last_contact_on
FROM class AS k
WHERE (k.started_on IS NULL OR k.started_on <= :day) AND (k.graduated_on IS NULL OR k.graduated_on >= :day)
ORDER BY k.id
