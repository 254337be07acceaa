-- How many rows of the roll-out each program has.
SELECT rollout.program_id, COUNT(*) AS stored_rows
FROM rollout
WHERE rollout.program_id IS NOT NULL
GROUP BY rollout.program_id
