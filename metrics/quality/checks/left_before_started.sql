-- title: People who left before they started
-- table: people
-- severity: changes numbers
-- metrics: training_attendance, content_access, customer_hours
-- effect: They are active on no day, and count in no share of people.
-- fix: Correct the hiring or the leaving day in the roster.
-- reads: people (person_id, started_on, left_on)
SELECT
    COALESCE(name, person_id) || ': started ' || started_on || ', left ' || left_on AS found,
    person_id, name, started_on, left_on, import_number, line
FROM people
WHERE left_on < started_on AND left_on <> DATE '1800-01-01'
ORDER BY left_on, person_id
