-- One row is what an event resolved, with all its stored fields.
-- Parameters: none
SELECT id, event_id, place, text, voters_entitled, voters_present, votes_for, votes_against, votes_abstained, task,
       responsible, due_on, result, closed_on, closed_recorded_at
  FROM resolution
 ORDER BY id
