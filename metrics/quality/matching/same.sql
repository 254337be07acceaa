-- Ids of the roster that share an e-mail address, or a name without having different addresses.
WITH by_email AS (
    SELECT LOWER(TRIM(email)) AS shared, list(DISTINCT person_id ORDER BY person_id) AS ids
    FROM known_people
    WHERE email IS NOT NULL
    GROUP BY 1
    HAVING COUNT(DISTINCT person_id) > 1
),
by_name AS (
    SELECT
        LOWER(TRIM(REGEXP_REPLACE(name, ' +', ' ', 'g'))) AS shared,
        list(DISTINCT person_id ORDER BY person_id) AS ids
    FROM known_people
    WHERE name IS NOT NULL
    GROUP BY 1
    HAVING COUNT(DISTINCT person_id) > 1
)
SELECT shared, true AS by_email, ids FROM by_email
UNION ALL
SELECT shared, false, ids FROM by_name WHERE ids NOT IN (SELECT ids FROM by_email)
ORDER BY by_email DESC, shared
