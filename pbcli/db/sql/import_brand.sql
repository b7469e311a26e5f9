-- One row is a branch's brand for a year, with all its stored fields.
-- Parameters: none
SELECT id, branch_id, year, name, slogan, focus, meaning, carriers, served, schedule, leader_id, results, honours, media, self_score, note FROM brand ORDER BY id
