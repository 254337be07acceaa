-- Words that fit several people, and whom.
SELECT person_references.reference, list(DISTINCT person_words.person_id ORDER BY person_words.person_id)
FROM person_references
JOIN person_words ON person_words.word = LOWER(TRIM(REGEXP_REPLACE(person_references.reference, ' +', ' ', 'g')))
WHERE person_references.person_id IS NULL
GROUP BY person_references.reference
HAVING COUNT(DISTINCT person_words.person_id) > 1
