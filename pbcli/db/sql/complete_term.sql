-- One row a school term whose name begins like this.
-- Parameters: begun, in lower case.
SELECT name AS word, '' AS meaning
FROM school_term
WHERE substr(lower(name), 1, length(:begun)) = :begun
ORDER BY name
LIMIT 200;
