-- One row for each project; its state follows from the dates of its steps (project_step_of).
-- Parameters: id, branch_id (each NULL for all).
SELECT
    p.id,
    p.number,
    p.title,
    p.level,
    p.category,
    p.office,
    p.notice_number,
    b.id AS branch_id,
    b.name AS branch,
    p.starts_on,
    p.ends_on,
    p.withdrawn_on,
    p.withdrawal_reason,
    p.midterm_result,
    p.appraisal_mode,
    p.grade,
    p.certificate_number,
    p.outcomes,
    p.funds_fen,
    p.changes,
    p.note,
    p.withdrawn_recorded_at
FROM project AS p
JOIN branch AS b ON b.id = p.branch_id
WHERE (:id IS NULL OR p.id = :id)
    AND (:branch_id IS NULL OR b.id = :branch_id)
ORDER BY b.id, p.number, p.id
