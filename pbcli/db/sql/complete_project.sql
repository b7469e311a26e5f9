-- One row a project whose number or title begins like this: the number, else the title.
-- Parameters: begun, in lower case.
SELECT COALESCE(number, title) AS word, CASE WHEN number IS NULL THEN '' ELSE title END AS meaning
FROM project
WHERE substr(lower(number), 1, length(:begun)) = :begun OR substr(lower(title), 1, length(:begun)) = :begun
ORDER BY word
LIMIT 200;
