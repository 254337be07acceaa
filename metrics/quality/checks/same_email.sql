-- title: One e-mail address, several people
-- table: people
-- severity: changes numbers
-- metrics: training_attendance, content_access, customer_hours
-- effect: If it is one person twice, they count twice in every share of people; references by this address name nobody.
-- fix: If it is one person, say so on Match people; else correct the address in the roster.
-- reads: people (person_id, email)
SELECT
    LOWER(TRIM(email)) || ': ' || string_agg(DISTINCT person_id, ', ' ORDER BY person_id) AS found,
    LOWER(TRIM(email)) AS email,
    string_agg(DISTINCT person_id, ', ' ORDER BY person_id) AS person_ids,
    string_agg(DISTINCT name, ', ' ORDER BY name) AS names
FROM known_people
WHERE email IS NOT NULL
GROUP BY LOWER(TRIM(email))
HAVING COUNT(DISTINCT person_id) > 1
ORDER BY found
