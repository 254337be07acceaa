-- How many words name nobody.
SELECT COUNT(*) FROM person_references WHERE person_id IS NULL
