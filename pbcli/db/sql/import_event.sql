-- One row is an event, with all its stored fields.
-- Reads all of event: an import compares papers of any year with it.
-- Parameters: none
SELECT id, branch_id, party_group_id, occurred_on, ended_on, start_time, end_time, hours_hundredths, title, place, host_id, recorder_id, entitled,
       present, topics, summary, resolutions, attending, evidence, note, recorded_at, recorded_by
  FROM event
 ORDER BY id
