-- The roster's rows, or where there is no roster one row per deal owner, active from the owner's first deal to the last
-- close (while a deal is open: until the data ends). A person under two ids is one: identities name the id that stays.
WITH canonical AS (
    SELECT DISTINCT identities.identifier AS other_id, identities.person_id
    FROM identities
    INNER JOIN people ON people.person_id = identities.person_id
    WHERE identities.identifier <> identities.person_id
),
owners AS (
    SELECT
        deal_outcomes.owner AS person_id,
        MIN(COALESCE(deal_outcomes.created_on, deal_outcomes.closed_day)) AS first_day,
        MAX(CASE WHEN deal_outcomes.outcome = 'open' THEN workspace.data_through ELSE deal_outcomes.closed_day END) AS last_day
    FROM deal_outcomes
    CROSS JOIN workspace
    WHERE deal_outcomes.owner IS NOT NULL AND COALESCE(deal_outcomes.outcome, 'ignore') <> 'ignore' AND NOT workspace.has_roster
    GROUP BY deal_outcomes.owner
)
SELECT
    COALESCE(canonical.person_id, people.person_id) AS person_id,
    people.person_id AS stored_id,
    people.name,
    people.email,
    people.role,
    people.function,
    people.team,
    people.manager,
    people.region,
    people.segment,
    people.started_on,
    people.left_on,
    people.valid_from,
    people.valid_to
    /* kept columns of people */
FROM people
LEFT JOIN canonical ON canonical.other_id = people.person_id
UNION ALL
SELECT
    owners.person_id,
    owners.person_id,
    owners.person_id,
    NULL,
    NULL,
    'sales',
    NULL,
    NULL,
    NULL,
    NULL,
    owners.first_day,
    owners.last_day,
    NULL,
    NULL
    /* no kept columns of people */
FROM owners
