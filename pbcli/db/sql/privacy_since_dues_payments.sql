-- One row for each payment of dues for a month that began before a day. Reads all of dues_payment: a purge looks at
-- everything.
-- Parameters: before (ISO day).
SELECT p.id, p.month || '-01' AS since_on
FROM dues_payment AS p
WHERE p.month || '-01' < :before
ORDER BY p.id
