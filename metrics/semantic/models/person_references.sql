-- Every word by which any table refers to a person, and the person it names: the one the best-ranked reading gives.
-- Where that reading fits two people, or nobody, it names none.
WITH named AS (
    /* for each person column, UNION: SELECT {column} AS reference FROM {table} */
),
readings AS (
    SELECT reference, reference AS word, 1 AS rank FROM named
    UNION
    SELECT reference, LOWER(TRIM(reference)), 1 FROM named
    UNION
    SELECT reference, SUBSTR(reference, 1, 15), 2 FROM named WHERE LENGTH(reference) IN (15, 18)
    UNION
    SELECT reference, LOWER(TRIM(reference)), 3 FROM named
    UNION
    SELECT reference, LOWER(TRIM(REPLACE(REPLACE(REPLACE(reference, ' ', '<>'), '><', ''), '<>', ' '))), 4 FROM named
),
matches AS (
    SELECT DISTINCT
        readings.reference,
        person_words.person_id,
        readings.rank,
        MIN(readings.rank) OVER (PARTITION BY readings.reference) AS best
    FROM readings
    INNER JOIN person_words ON person_words.word = readings.word AND person_words.rank = readings.rank
),
resolved AS (
    SELECT reference, MIN(person_id) AS person_id
    FROM matches
    WHERE rank = best
    GROUP BY reference
    HAVING COUNT(DISTINCT matches.person_id) = 1
)
SELECT named.reference, resolved.person_id
FROM named
LEFT JOIN resolved ON resolved.reference = named.reference
WHERE named.reference IS NOT NULL
