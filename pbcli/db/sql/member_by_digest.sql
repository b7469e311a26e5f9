-- One row is the member with this ID number, known by its keyed digest.
-- Parameters: :id_digest
SELECT id, name FROM member WHERE id_digest = :id_digest
