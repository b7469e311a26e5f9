-- One row is a project, with all its stored fields.
-- Parameters: none
SELECT id, number, title, level, category, office, notice_number, branch_id, starts_on, ends_on, withdrawn_on,
       withdrawal_reason, midterm_result, appraisal_mode, grade, certificate_number, outcomes, funds_fen, changes, note,
       withdrawn_recorded_at
  FROM project
 ORDER BY id
