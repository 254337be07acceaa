-- title: One name, several people
-- table: people
-- severity: worth a look
-- metrics: training_attendance, content_access, customer_hours
-- effect: If it is one person under two ids, they count twice; files that refer to people by name match neither.
-- fix: If it is one person, say so on Match people; else nothing needs doing.
-- reads: people (person_id, name)
WITH named AS (
    SELECT DISTINCT person_id, LOWER(TRIM(REGEXP_REPLACE(name, ' +', ' ', 'g'))) AS written, LOWER(TRIM(email)) AS email
    FROM known_people
    WHERE name IS NOT NULL
)
SELECT
    written || ': ' || string_agg(DISTINCT person_id, ', ' ORDER BY person_id) AS found,
    written AS name,
    string_agg(DISTINCT person_id, ', ' ORDER BY person_id) AS person_ids
FROM named
GROUP BY written
HAVING COUNT(DISTINCT person_id) > 1 AND COUNT(DISTINCT email) <> 1
ORDER BY found
