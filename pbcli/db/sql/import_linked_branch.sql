-- One row for each branch of a name.
-- Parameters: of_whom.
SELECT b.id
FROM branch AS b
WHERE b.name = :of_whom
ORDER BY b.id
