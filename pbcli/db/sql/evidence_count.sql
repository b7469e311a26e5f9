-- One row: how many kept files are evidence of a record.
SELECT count(DISTINCT v.file_id) AS files FROM evidence AS v
