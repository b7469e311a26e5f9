-- One row for each member of a branch on a day: since when in the Party, and since when full.
-- Parameters: day (ISO day).
SELECT
    m.id,
    m.name AS member,
    b.name AS branch,
    min(p.from_on) AS joined_on,
    min(CASE WHEN p.status = '正式党员' THEN p.from_on END) AS full_on
FROM membership AS s
JOIN member AS m ON m.id = s.member_id
JOIN branch AS b ON b.id = s.branch_id
JOIN party_status AS p ON p.member_id = m.id AND p.from_on <= :day
WHERE s.from_on <= :day AND (s.to_on IS NULL OR s.to_on > :day)
GROUP BY m.id, m.name, b.id, b.name
ORDER BY b.id, m.id
