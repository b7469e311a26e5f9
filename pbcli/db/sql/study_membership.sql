-- One row for each spell of a member in a branch and group that touches a period.
-- Parameters: end (ISO day).
SELECT
    s.member_id,
    s.branch_id,
    s.party_group_id,
    s.from_on,
    s.to_on
FROM membership AS s
WHERE s.from_on <= :end
