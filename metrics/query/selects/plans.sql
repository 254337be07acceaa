-- The plans of a metric, by its name or title, for the company, a team or a person: what those of the same days add up
-- to, and the least and the largest of them.
SELECT targets.period_start, targets.period_end, SUM(targets.value), MIN(targets.value), MAX(targets.value)
FROM targets
LEFT JOIN person_numbers ON person_numbers.reference = targets.person_id
LEFT JOIN persons ON persons.person = person_numbers.person
WHERE LOWER(TRIM(targets.metric)) IN (LOWER($name), LOWER($title))
    AND COALESCE(targets.team, '') = COALESCE($team, '')
    AND COALESCE(persons.name, '') = COALESCE($person, '')
    AND targets.period_start <= targets.period_end
GROUP BY targets.period_start, targets.period_end
