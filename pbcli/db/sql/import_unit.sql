-- One row: what an import must know of the unit.
-- Parameters: none
SELECT name, digest_key, keeps_id_numbers FROM unit
