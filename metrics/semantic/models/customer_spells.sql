-- Every stored spell of a customer, from its first day to the day after its last, ended early where a later one begins.
-- Spells without a day between them are one stay: a customer leaves on its last day, whether an end date or the end of the
-- last spell's validity says so. A customer's value is unknown where one of its spells has none.
WITH dated AS (
    SELECT
        customers.customer_id,
        customers.account_id,
        COALESCE(accounts.name, customers.account_id) AS account,
        accounts.industry,
        accounts.region AS account_region,
        customers.segment AS customer_segment,
        customers.account_manager,
        customers.started_on,
        customers.ended_on,
        customers.annual_value,
        customers.end_reason,
        customers.import_number,
        customers.line,
        GREATEST(customers.started_on, COALESCE(customers.valid_from, customers.started_on)) AS spell_from,
        LEAST(
            COALESCE(CAST(customers.ended_on + INTERVAL 1 DAY AS DATE), DATE '9999-12-31'),
            COALESCE(customers.valid_to, DATE '9999-12-31')
        ) AS written_to
        /* kept columns of customers */
    FROM customers
    LEFT JOIN accounts ON accounts.account_id = customers.account_id
),
ordered AS (
    SELECT
        dated.*,
        dated.written_to > dated.spell_from AS lasts,
        LEAD(dated.spell_from) OVER (
            PARTITION BY dated.customer_id, dated.written_to > dated.spell_from
            ORDER BY dated.spell_from, dated.written_to
        ) AS next_from
    FROM dated
),
spells AS (
    SELECT ordered.*, LEAST(ordered.written_to, COALESCE(ordered.next_from, DATE '9999-12-31')) AS spell_to
    FROM ordered
),
stays AS (
    SELECT
        spells.*,
        MIN(CASE WHEN spells.next_from IS NULL OR spells.next_from > spells.spell_to THEN spells.spell_to END) OVER (
            PARTITION BY spells.customer_id, spells.lasts
            ORDER BY spells.spell_from, spells.spell_to
            ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
        ) AS stay_to
    FROM spells
)
SELECT
    stays.*,
    person_numbers.person AS account_person,
    CASE WHEN stays.stay_to < DATE '9999-12-31' THEN CAST(stays.stay_to - INTERVAL 1 DAY AS DATE) END AS left_on,
    COUNT(*) OVER (PARTITION BY stays.customer_id)
    > COUNT(stays.annual_value) OVER (PARTITION BY stays.customer_id) AS value_unknown
FROM stays
LEFT JOIN person_numbers ON person_numbers.reference = stays.account_manager
