-- One row: who is the secretary of the unit's own committee on a day, whether anyone sits in it, and since when the unit has held
-- anything of its own.
-- Parameters: day (ISO day).
SELECT
    (
        SELECT m.name
        FROM post AS p
        JOIN member AS m ON m.id = p.member_id
        WHERE p.branch_id IS NULL AND p.kind = '书记'
            AND (p.from_on IS NULL OR p.from_on <= :day) AND (p.to_on IS NULL OR p.to_on > :day)
        ORDER BY p.id DESC
        LIMIT 1
    ) AS secretary,
    EXISTS (
        SELECT 1
        FROM post AS p
        WHERE p.branch_id IS NULL
            AND (p.from_on IS NULL OR p.from_on <= :day) AND (p.to_on IS NULL OR p.to_on > :day)
    ) AS has_members,
    (SELECT min(e.occurred_on) FROM event AS e WHERE e.branch_id IS NULL) AS since
