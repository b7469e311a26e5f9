-- One row a class whose name, or its pinyin, begins like this.
-- Parameters: begun, in lower case.
SELECT name AS word, '' AS meaning
FROM class
WHERE
    substr(lower(name), 1, length(:begun)) = :begun
    OR substr(pinyin, 1, length(:begun)) = :begun
    OR substr(initials, 1, length(:begun)) = :begun
ORDER BY name
LIMIT 200;
