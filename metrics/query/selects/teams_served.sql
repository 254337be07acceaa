-- The teams that each enabler serves on a day, who hasn't left by then.
SELECT DISTINCT person_numbers.person, coverage.team
FROM coverage
INNER JOIN person_numbers ON person_numbers.reference = coverage.enabler
WHERE
    COALESCE(coverage.valid_from, DATE '0001-01-01') <= $day
    AND COALESCE(coverage.valid_to, DATE '9999-12-31') > $day
    AND person_numbers.person NOT IN (
        SELECT roster.person FROM roster GROUP BY roster.person HAVING MAX(roster.active_to) <= $day
    )
ORDER BY person_numbers.person, coverage.team
