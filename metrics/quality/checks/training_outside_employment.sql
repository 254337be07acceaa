-- title: Training before hiring or after leaving
-- table: training
-- severity: changes numbers
-- metrics: training_attendance
-- effect: Nobody can be trained while they aren't employed: these sessions count for no one.
-- fix: Correct the day of the session, or the hiring or leaving day in the roster.
-- reads: training (person_id, held_on), people (person_id)
WITH employed AS (
    SELECT person, MIN(started_on) AS started_on, MAX(left_on) AS left_on, COUNT(*) > COUNT(left_on) AS still_here
    FROM roster
    GROUP BY person
)
SELECT
    attendances.person_id || ': trained on ' || attendances.held_on
        || CASE
            WHEN attendances.held_on < employed.started_on THEN ', hired on ' || employed.started_on
            WHEN employed.left_on = DATE '1800-01-01' THEN ', no longer active, without a last day'
            ELSE ', left on ' || employed.left_on
        END AS found,
    attendances.person_id, attendances.held_on, attendances.program, attendances.session,
    employed.started_on, employed.left_on, attendances.import_number, attendances.line
FROM attendances
JOIN employed ON employed.person = attendances.person
WHERE attendances.held_on < employed.started_on OR (attendances.held_on > employed.left_on AND NOT employed.still_here)
ORDER BY attendances.held_on, attendances.person_id
