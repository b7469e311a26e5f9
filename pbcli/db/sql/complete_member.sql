-- One row a member whose name, or its pinyin, begins like this: "branch/name" where a branch is named or several share the
-- name, with the branch of the latest membership as meaning.
-- Parameters: begun, in lower case; branch, a branch's name or '' for all.
SELECT
    CASE WHEN branch <> '' AND (:branch <> '' OR shared > 1) THEN branch || '/' || name ELSE name END AS word,
    branch AS meaning
FROM (
    SELECT
        member.name,
        member.pinyin,
        member.initials,
        COALESCE(branch.name, '') AS branch,
        (SELECT count(*) FROM member AS other WHERE other.name = member.name) AS shared
    FROM member
    LEFT JOIN membership ON membership.id = (
        SELECT latest.id
        FROM membership AS latest
        WHERE latest.member_id = member.id
        ORDER BY latest.from_on DESC, latest.id DESC
        LIMIT 1
    )
    LEFT JOIN branch ON branch.id = membership.branch_id
) AS candidate
WHERE
    (:branch = '' OR branch = :branch)
    AND (
        substr(lower(name), 1, length(:begun)) = :begun
        OR substr(pinyin, 1, length(:begun)) = :begun
        OR substr(initials, 1, length(:begun)) = :begun
    )
ORDER BY word
LIMIT 200;
