-- One row is a project, with all its stored fields.
-- Parameters: none
SELECT p.id, p.number, p.title, p.level, p.category, p.office, p.notice_number, b.name AS branch, p.starts_on,
       p.ends_on, p.withdrawn_on, p.withdrawal_reason, p.midterm_result, p.appraisal_mode, p.grade,
       p.certificate_number, p.outcomes, p.funds_fen AS funds, p.changes, p.note, p.withdrawn_recorded_at
  FROM project AS p
  JOIN branch AS b ON b.id = p.branch_id
 ORDER BY p.id
