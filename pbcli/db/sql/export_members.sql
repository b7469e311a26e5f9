-- One row is a member, with all the stored fields but those that follow from the name; the whole ID number is elsewhere.
-- Parameters: none
SELECT id, name, sex, ethnicity, birth_date, id_last4, id_digest, education, degree, school, native_place,
       work_started_on, position, duty, party_duty, phone, mobility, note
  FROM member
 ORDER BY id
