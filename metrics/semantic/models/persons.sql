-- Everybody: people of the roster, then words that name none of them (not matched), each with a number. `name` tells
-- them apart: where two share one, it carries the id.
WITH everybody AS (
    SELECT person_id, COALESCE(MAX(name), person_id) AS name, TRUE AS matched FROM known_people GROUP BY person_id
    UNION ALL
    SELECT reference, reference, FALSE FROM person_references WHERE person_id IS NULL
)
SELECT
    CAST(ROW_NUMBER() OVER (ORDER BY CASE WHEN matched THEN 0 ELSE 1 END, person_id) AS INTEGER) AS person,
    person_id,
    CASE WHEN COUNT(*) OVER (PARTITION BY name) = 1 THEN name ELSE name || ' (' || person_id || ')' END AS name,
    matched
FROM everybody
