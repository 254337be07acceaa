-- Every stored row of the roster; of each person's first hiring, the days to the first deal they won. Who has won
-- none is watched until they leave or the deals end.
WITH hired AS (
    SELECT
        people.*,
        person_numbers.person,
        ROW_NUMBER() OVER (
            PARTITION BY person_numbers.person
            ORDER BY
                CASE WHEN people.started_on IS NULL THEN 1 ELSE 0 END,
                people.started_on,
                COALESCE(people.valid_from, DATE '0001-01-01'),
                people.import_number,
                people.line
        ) AS hiring
    FROM people
    LEFT JOIN person_numbers ON person_numbers.reference = people.person_id
),
first_spells AS (
    SELECT person, sells, ROW_NUMBER() OVER (PARTITION BY person ORDER BY spell_from) AS place
    FROM roster
),
departures AS (
    SELECT hired.person, MIN(later.left_on) AS left_on
    FROM hired
    INNER JOIN hired AS later
        ON later.person = hired.person AND (later.left_on >= hired.started_on OR later.hiring = 1)
    WHERE hired.hiring = 1
    GROUP BY hired.person
),
wins AS (
    SELECT hired.person, MIN(deals.closed_day) AS won_on
    FROM hired
    INNER JOIN deals
        ON deals.seller = hired.person AND deals.closed_day >= hired.started_on
        AND deals.outcome = 'won' AND deals.unusable IS NULL
    WHERE hired.hiring = 1
    GROUP BY hired.person
)
SELECT
    hired.*,
    first_spells.sells,
    wins.won_on,
    COALESCE(wins.won_on, LEAST(departures.left_on, deals_covered.last_day)) AS watched_until,
    deals_covered.first_day AS deals_from,
    deals_covered.last_day AS deals_to
FROM hired
CROSS JOIN deals_covered
LEFT JOIN first_spells ON first_spells.person = hired.person AND first_spells.place = 1
LEFT JOIN departures ON departures.person = hired.person
LEFT JOIN wins ON wins.person = hired.person
