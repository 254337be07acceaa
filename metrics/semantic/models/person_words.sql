-- Every word that names a person, with its rank: ids and remembered names first, then CRM ids in their other length,
-- then e-mail addresses, then names (the three REPLACEs make one blank of several).
SELECT DISTINCT known_people.stored_id AS word, known_people.person_id, 1 AS rank
FROM known_people
UNION
SELECT identities.identifier, known_people.person_id, 1
FROM identities
INNER JOIN known_people ON known_people.stored_id = identities.person_id
UNION
SELECT LOWER(TRIM(identities.identifier)), known_people.person_id, 1
FROM identities
INNER JOIN known_people ON known_people.stored_id = identities.person_id
UNION
SELECT SUBSTR(known_people.stored_id, 1, 15), known_people.person_id, 2
FROM known_people
WHERE LENGTH(known_people.stored_id) IN (15, 18)
UNION
SELECT SUBSTR(identities.identifier, 1, 15), known_people.person_id, 2
FROM identities
INNER JOIN known_people ON known_people.stored_id = identities.person_id
WHERE LENGTH(identities.identifier) IN (15, 18)
UNION
SELECT LOWER(TRIM(known_people.email)), known_people.person_id, 3
FROM known_people
WHERE known_people.email IS NOT NULL
UNION
SELECT LOWER(TRIM(REPLACE(REPLACE(REPLACE(known_people.name, ' ', '<>'), '><', ''), '<>', ' '))), known_people.person_id, 4
FROM known_people
WHERE known_people.name IS NOT NULL
