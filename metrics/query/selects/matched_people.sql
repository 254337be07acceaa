-- The numbers of the people of the roster.
SELECT persons.person
FROM persons
WHERE persons.matched
