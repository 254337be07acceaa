-- Who was in which team when: one row per spell, never two of one person on one day (a later spell ends an earlier one).
-- A spell is active between hiring and leaving, the last day included. Customer-facing are six functions and their
-- front-line managers (who lead people that lead nobody); sellers are people in sales who lead nobody. Who leads whom is
-- asked on the day: a spell is cut where people come to be led by its person, or cease to be.
WITH dated AS (
    SELECT
        known_people.*,
        persons.person,
        COALESCE(known_people.valid_from, DATE '0001-01-01') AS written_from,
        COALESCE(known_people.valid_to, DATE '9999-12-31') AS written_to,
        COALESCE(by_function.function, by_role.function) AS work,
        COALESCE(by_role.manager, FALSE) AS leads_by_role,
        ROW_NUMBER() OVER (
            PARTITION BY persons.person, COALESCE(known_people.valid_from, DATE '0001-01-01')
            ORDER BY CASE WHEN known_people.stored_id = known_people.person_id THEN 0 ELSE 1 END, known_people.stored_id
        ) AS same_start
    FROM known_people
    INNER JOIN persons ON persons.person_id = known_people.person_id AND persons.matched
    LEFT JOIN role_functions AS by_function ON by_function.word = known_people.function
    LEFT JOIN role_functions AS by_role ON by_role.word = known_people.role
),
spells AS (
    SELECT
        dated.*,
        LEAST(
            dated.written_to,
            COALESCE(LEAD(dated.written_from) OVER (PARTITION BY dated.person ORDER BY dated.written_from), DATE '9999-12-31')
        ) AS until
    FROM dated
    WHERE dated.same_start = 1
),
led AS (
    SELECT
        leader.person AS leader,
        spells.person,
        GREATEST(spells.written_from, COALESCE(spells.started_on, DATE '0001-01-01')) AS led_from,
        LEAST(spells.until, COALESCE(CAST(spells.left_on + INTERVAL 1 DAY AS DATE), DATE '9999-12-31')) AS led_to
    FROM spells
    INNER JOIN person_numbers AS leader ON leader.reference = spells.manager
    WHERE leader.person <> spells.person
),
changes AS (
    SELECT leader AS person, led_from AS day FROM led
    UNION
    SELECT leader, led_to FROM led
    UNION
    SELECT led.leader, deeper.led_from FROM led INNER JOIN led AS deeper ON deeper.leader = led.person
    UNION
    SELECT led.leader, deeper.led_to FROM led INNER JOIN led AS deeper ON deeper.leader = led.person
),
cuts AS (
    SELECT person, written_from, written_from AS spell_from FROM spells
    UNION
    SELECT spells.person, spells.written_from, changes.day
    FROM spells
    INNER JOIN changes
        ON changes.person = spells.person AND changes.day > spells.written_from AND changes.day < spells.until
),
parts AS (
    SELECT
        spells.*,
        cuts.spell_from,
        COALESCE(
            LEAD(cuts.spell_from) OVER (PARTITION BY cuts.person, cuts.written_from ORDER BY cuts.spell_from), spells.until
        ) AS spell_to
    FROM spells
    INNER JOIN cuts ON cuts.person = spells.person AND cuts.written_from = spells.written_from
),
leaders AS (
    SELECT
        parts.person,
        parts.spell_from,
        MAX(CASE WHEN deeper.leader IS NULL THEN 1 ELSE 0 END) AS front_line
    FROM parts
    INNER JOIN led
        ON led.leader = parts.person AND led.led_from <= parts.spell_from AND led.led_to > parts.spell_from
    LEFT JOIN led AS deeper
        ON deeper.leader = led.person AND deeper.led_from <= parts.spell_from AND deeper.led_to > parts.spell_from
    GROUP BY parts.person, parts.spell_from
)
SELECT
    CAST(ROW_NUMBER() OVER (ORDER BY parts.person, parts.spell_from) AS INTEGER) AS spell,
    parts.*,
    GREATEST(parts.spell_from, COALESCE(parts.started_on, DATE '0001-01-01')) AS active_from,
    CASE
        WHEN parts.left_on IS NOT NULL AND parts.left_on < parts.spell_to
            THEN CAST(parts.left_on + INTERVAL 1 DAY AS DATE)
        ELSE parts.spell_to
    END AS active_to,
    COALESCE(
        parts.work IN ('sales', 'sales development', 'customer success', 'support', 'presales', 'partner')
        AND COALESCE(leaders.front_line, 1) = 1,
        FALSE
    ) AS customer_facing,
    COALESCE(parts.work = 'sales' AND leaders.person IS NULL AND NOT parts.leads_by_role, FALSE) AS sells
FROM parts
LEFT JOIN leaders ON leaders.person = parts.person AND leaders.spell_from = parts.spell_from
