-- The number of each person of the roster, by their id.
SELECT persons.person_id, persons.person
FROM persons
WHERE persons.matched
ORDER BY persons.person_id
