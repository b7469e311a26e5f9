-- One row for each class that is in school on a day.
-- Parameters: day (ISO day).
SELECT id, name
FROM class
WHERE (started_on IS NULL OR started_on <= :day) AND (graduated_on IS NULL OR graduated_on >= :day)
ORDER BY id
