-- Everybody, each with the name, address and team of the newest spell.
SELECT
    person_id,
    arg_max(name, COALESCE(valid_from, DATE '0001-01-01')),
    arg_max(email, COALESCE(valid_from, DATE '0001-01-01')),
    arg_max(team, COALESCE(valid_from, DATE '0001-01-01'))
FROM known_people
GROUP BY person_id
