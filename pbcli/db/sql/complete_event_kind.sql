-- One row a kind of event whose name begins like this.
-- Parameters: begun, in lower case.
SELECT name AS word, '' AS meaning
FROM event_kind
WHERE substr(lower(name), 1, length(:begun)) = :begun
ORDER BY id
LIMIT 200;
