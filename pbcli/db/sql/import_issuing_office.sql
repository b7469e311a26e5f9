-- One row is an office that issues projects, with all its stored fields.
-- Parameters: none
SELECT id, name, extensions_most, extension_months_most, extension_notice_months, term_months_most, opening_months_most,
       midterm_percent, main_most, others_most, note
  FROM issuing_office
 ORDER BY id
