-- The day of everybody's session of a program with a given number. Somebody who is listed twice, having left and come
-- back, was in one session; the same session on another day is the next one, as of a series that keeps its name.
WITH attended AS (
    SELECT
        places.person_id,
        places.person,
        places.{day} AS held_on,
        places.{session} AS session,
        COALESCE(CAST(places.person AS VARCHAR), places.person_id) AS who
    FROM {sessions} AS places
    WHERE
        places.{program} = $program
        AND CASE WHEN $what = 'completed' THEN places.completed ELSE places.attended END
        AND places.{day} <= places.data_through
),
sessions AS (
    SELECT
        MIN(attended.person_id) AS person_id,
        attended.person,
        attended.held_on,
        ROW_NUMBER() OVER (PARTITION BY attended.who ORDER BY attended.held_on, attended.session) AS place
    FROM attended
    GROUP BY attended.who, attended.person, attended.held_on, attended.session
)
SELECT MIN(sessions.person_id) AS person_id, sessions.person, sessions.held_on
FROM sessions
WHERE sessions.place = $sessions
GROUP BY sessions.person, sessions.held_on
