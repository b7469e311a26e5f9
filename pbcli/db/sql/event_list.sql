-- One row for each event of a period, oldest first, a branch's own and those that it held with others; of a kind where one is asked for.
-- Parameters: start, end (ISO days, both included), id, branch_id, kind (each NULL for all), is_own (1: only the
-- unit's own, which are of no branch; else 0).
SELECT
    e.id,
    e.occurred_on,
    e.ended_on,
    e.start_time,
    e.end_time,
    e.hours_hundredths,
    b.id AS branch_id,
    b.name AS branch,
    g.id AS party_group_id,
    g.name AS party_group,
    e.title,
    e.place,
    h.name AS host,
    r.name AS recorder,
    e.entitled,
    e.present,
    e.topics,
    e.summary,
    e.resolutions,
    e.attending,
    e.evidence,
    e.note,
    e.recorded_at,
    e.recorded_by
FROM event AS e
LEFT JOIN branch AS b ON b.id = e.branch_id
LEFT JOIN party_group AS g ON g.id = e.party_group_id
LEFT JOIN member AS h ON h.id = e.host_id
LEFT JOIN member AS r ON r.id = e.recorder_id
WHERE e.occurred_on >= :start AND e.occurred_on <= :end
    AND (:id IS NULL OR e.id = :id)
    AND (
        :branch_id IS NULL
        OR e.branch_id = :branch_id
        OR EXISTS (SELECT 1 FROM event_branch AS j WHERE j.event_id = e.id AND j.branch_id = :branch_id)
    )
    AND (:is_own = 0 OR e.branch_id IS NULL)
    AND (
        :kind IS NULL
        OR EXISTS (
            SELECT 1
            FROM event_has_kind AS x
            JOIN event_kind AS n ON n.id = x.event_kind_id
            WHERE x.event_id = e.id AND n.name = :kind
        )
    )
ORDER BY e.occurred_on, coalesce(e.start_time, ''), b.id IS NULL, b.id, e.id
