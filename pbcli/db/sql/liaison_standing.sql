-- One row: whether a member belongs to a branch on a day, whether ever after it, and whether the class is in school then.
-- Parameters: member_id, class_id, day (ISO day).
SELECT
    k.pupils,
    CASE
        WHEN (k.started_on IS NULL OR k.started_on <= :day) AND (k.graduated_on IS NULL OR k.graduated_on >= :day) THEN 1
        ELSE 0
    END AS in_school,
    k.graduated_on,
    (
        SELECT count(*)
        FROM membership AS s
        WHERE s.member_id = :member_id AND s.from_on <= :day AND (s.to_on IS NULL OR s.to_on > :day)
    ) AS memberships,
    (
        SELECT count(*)
        FROM membership AS s
        WHERE s.member_id = :member_id AND (s.to_on IS NULL OR s.to_on > :day)
    ) AS later_memberships
FROM class AS k
WHERE k.id = :class_id
