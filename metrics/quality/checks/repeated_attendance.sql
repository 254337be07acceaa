-- title: The same person twice in one session
-- table: training
-- severity: worth a look
-- metrics: training_attendance
-- effect: Shares of people count them once; counts of seats count them twice.
-- fix: Remove the surplus rows, if it was one session.
-- reads: training (person_id, held_on)
SELECT
    person_id || ': ' || COUNT(*) || ' times on ' || held_on || COALESCE(' in ' || COALESCE(session, program), '') AS found,
    person_id, held_on, program, session,
    COUNT(*) AS times
FROM attendances
GROUP BY person_id, held_on, program, session
HAVING COUNT(*) > 1
ORDER BY times DESC, held_on, person_id
