-- The person each reference stands for, by number.
SELECT person_references.reference, persons.person
FROM person_references
INNER JOIN persons
    ON persons.person_id = COALESCE(person_references.person_id, person_references.reference)
    AND persons.matched = (person_references.person_id IS NOT NULL)
