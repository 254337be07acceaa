-- How many stored rows of sessions each program has.
SELECT stored.{program_stored} AS program, COUNT(*) AS stored_rows
FROM {sessions_stored} AS stored
WHERE stored.{program_stored} IS NOT NULL
GROUP BY stored.{program_stored}
