-- One row for each class of a name.
-- Parameters: class.
SELECT k.id
FROM class AS k
WHERE k.name = :class
ORDER BY k.id
