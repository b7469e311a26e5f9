-- One row for each span of months in which a member belonged to a branch of the unit and so owes dues.
-- Parameters: day (ISO day: spans that begin after it are left out), member_id (or NULL for all).
SELECT
    s.member_id,
    substr(s.from_on, 1, 7) AS from_month,
    s.to_on
FROM membership AS s
WHERE s.from_on <= :day
    AND (s.to_on IS NULL OR s.to_on > s.from_on)
    AND (:member_id IS NULL OR s.member_id = :member_id)
ORDER BY s.member_id, s.from_on, s.id
