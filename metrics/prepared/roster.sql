-- Who was in which team when: one row per spell, never two of one person on one day (a later spell ends an earlier one).
-- A spell is active between hiring and leaving, the last day included. Customer-facing are six functions and their
-- front-line managers (who lead people that lead nobody); sellers are people in sales who lead nobody.
WITH dated AS (
    SELECT
        known_people.*,
        persons.person,
        COALESCE(known_people.valid_from, DATE '0001-01-01') AS spell_from,
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
            COALESCE(LEAD(dated.spell_from) OVER (PARTITION BY dated.person ORDER BY dated.spell_from), DATE '9999-12-31')
        ) AS spell_to
    FROM dated
    WHERE dated.same_start = 1
),
led AS (
    SELECT DISTINCT leader.person AS leader, spells.person
    FROM spells
    INNER JOIN person_numbers AS leader ON leader.reference = spells.manager
    WHERE leader.person <> spells.person
),
leaders AS (
    SELECT
        led.leader,
        MAX(CASE WHEN led.person IN (SELECT deeper.leader FROM led AS deeper) THEN 0 ELSE 1 END) AS front_line
    FROM led
    GROUP BY led.leader
)
SELECT
    CAST(ROW_NUMBER() OVER (ORDER BY spells.person, spells.spell_from) AS INTEGER) AS spell,
    spells.*,
    GREATEST(spells.spell_from, COALESCE(spells.started_on, DATE '0001-01-01')) AS active_from,
    CASE
        WHEN spells.left_on IS NOT NULL AND spells.left_on < spells.spell_to
            THEN CAST(spells.left_on + INTERVAL 1 DAY AS DATE)
        ELSE spells.spell_to
    END AS active_to,
    COALESCE(
        spells.work IN ('sales', 'sales development', 'customer success', 'support', 'presales', 'partner')
        AND COALESCE(leaders.front_line, 1) = 1,
        FALSE
    ) AS customer_facing,
    COALESCE(spells.work = 'sales' AND leaders.leader IS NULL AND NOT spells.leads_by_role, FALSE) AS sells
FROM spells
LEFT JOIN leaders ON leaders.leader = spells.person
