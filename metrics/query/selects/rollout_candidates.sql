-- Who is customer-facing on a day, in order of their ids.
SELECT persons.person_id, persons.name, COALESCE(roster.team, '') AS team, roster.work
FROM roster
INNER JOIN persons ON persons.person = roster.person
WHERE roster.customer_facing AND roster.active_from <= $day AND roster.active_to > $day
ORDER BY persons.person_id
