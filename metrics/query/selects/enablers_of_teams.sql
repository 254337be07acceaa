-- Who serves which team from when until when; who has left the company serves nobody.
SELECT
    person_numbers.person,
    coverage.team,
    COALESCE(coverage.valid_from, DATE '0001-01-01') AS served_from,
    LEAST(
        COALESCE(coverage.valid_to, DATE '9999-12-31'), COALESCE(leaving.active_to, DATE '9999-12-31')
    ) AS served_until
FROM coverage
INNER JOIN person_numbers ON person_numbers.reference = coverage.enabler
LEFT JOIN (
    SELECT roster.person, MAX(roster.active_to) AS active_to FROM roster GROUP BY roster.person
) AS leaving ON leaving.person = person_numbers.person
