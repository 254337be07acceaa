-- Every stored row of a customer: a contract at one value, from its first day to the day after its last. A customer is its
-- account where that is known. Rows with one contract id (or none, and one start) are one contract, in which a later row
-- ends the one before; contracts stand side by side, and their values add. A row without an id ends where the first with
-- one begins. The term of a contract that renews is no end, unless another contract takes over from it. Days without any
-- contract, up to the grace period, are a renewal: what ended goes on until the next begins. `left_on` is the last day of
-- the whole stay, `end_reason` why it ended. A customer's value is unknown where one of its rows has none.
WITH dated AS (
    SELECT
        customers.customer_id,
        COALESCE(accounts.account_id, customers.customer_id) AS customer,
        CONCAT(
            customers.customer_id, ' / ', COALESCE(customers.contract_id, CAST(customers.started_on AS VARCHAR))
        ) AS contract,
        customers.contract_id,
        customers.account_id,
        COALESCE(accounts.name, customers.account_id) AS account,
        accounts.industry,
        accounts.region AS account_region,
        customers.segment AS customer_segment,
        customers.account_manager,
        customers.started_on,
        customers.ended_on,
        COALESCE(customers.renews, FALSE) AND customers.end_reason IS NULL AS renews,
        customers.annual_value,
        customers.end_reason AS written_reason,
        customers.import_number,
        customers.line,
        workspace.renewal_grace_days,
        GREATEST(customers.started_on, COALESCE(customers.valid_from, customers.started_on)) AS spell_from,
        LEAST(
            COALESCE(CAST(customers.ended_on + INTERVAL 1 DAY AS DATE), DATE '9999-12-31'),
            COALESCE(customers.valid_to, DATE '9999-12-31')
        ) AS term_to
        /* kept columns of customers */
    FROM customers
    CROSS JOIN workspace
    LEFT JOIN accounts ON accounts.account_id = customers.account_id
),
taken_over AS (
    SELECT DISTINCT dated.customer, dated.contract, dated.term_to
    FROM dated
    INNER JOIN dated AS later
        ON later.customer = dated.customer AND later.contract <> dated.contract AND later.spell_from >= dated.term_to
    WHERE dated.renews AND DATE_DIFF('day', dated.term_to, later.spell_from) <= dated.renewal_grace_days
),
written AS (
    SELECT
        dated.*,
        CASE
            WHEN dated.renews AND taken_over.customer IS NULL AND dated.term_to > dated.spell_from
                THEN DATE '9999-12-31'
            ELSE dated.term_to
        END AS written_to
    FROM dated
    LEFT JOIN taken_over
        ON taken_over.customer = dated.customer AND taken_over.contract = dated.contract
        AND taken_over.term_to = dated.term_to
),
ordered AS (
    SELECT
        written.*,
        written.written_to > written.spell_from AS in_order,
        LEAD(written.spell_from) OVER (
            PARTITION BY written.contract, written.written_to > written.spell_from
            ORDER BY written.spell_from, written.written_to, written.import_number, written.line
        ) AS next_from,
        CASE
            WHEN written.contract_id IS NULL
                THEN MIN(
                    CASE
                        WHEN written.contract_id IS NOT NULL AND written.written_to > written.spell_from
                            THEN written.spell_from
                    END
                ) OVER (PARTITION BY written.customer)
        END AS named_from
    FROM written
),
contracts AS (
    SELECT
        ordered.*,
        ordered.in_order AND ordered.named_from <= ordered.spell_from AS superseded,
        LEAST(
            ordered.written_to,
            COALESCE(ordered.next_from, DATE '9999-12-31'),
            COALESCE(ordered.named_from, DATE '9999-12-31')
        ) AS contract_to
    FROM ordered
),
reached AS (
    SELECT
        contracts.*,
        contracts.contract_to > contracts.spell_from AS lasts,
        MAX(contracts.contract_to) OVER (
            PARTITION BY contracts.customer, contracts.contract_to > contracts.spell_from
            ORDER BY contracts.spell_from, contracts.contract_to, contracts.import_number, contracts.line
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS reached_to
    FROM contracts
),
renewals AS (
    SELECT reached.customer, reached.reached_to, MIN(reached.spell_from) AS renewed_on
    FROM reached
    WHERE reached.lasts AND reached.reached_to < reached.spell_from
    AND DATE_DIFF('day', reached.reached_to, reached.spell_from) <= reached.renewal_grace_days
    GROUP BY reached.customer, reached.reached_to
),
spells AS (
    SELECT
        reached.*,
        CASE WHEN reached.lasts THEN COALESCE(renewals.renewed_on, reached.contract_to) ELSE reached.contract_to END
            AS spell_to,
        SUM(
            CASE
                WHEN reached.reached_to IS NULL THEN 1
                WHEN reached.reached_to >= reached.spell_from THEN 0
                WHEN DATE_DIFF('day', reached.reached_to, reached.spell_from) <= reached.renewal_grace_days THEN 0
                ELSE 1
            END
        ) OVER (
            PARTITION BY reached.customer, reached.lasts
            ORDER BY reached.spell_from, reached.contract_to, reached.import_number, reached.line
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS stay
    FROM reached
    LEFT JOIN renewals ON renewals.customer = reached.customer AND renewals.reached_to = reached.contract_to
),
stays AS (
    SELECT
        spells.*,
        MAX(spells.spell_to) OVER (PARTITION BY spells.customer, spells.lasts, spells.stay) AS stay_to,
        ROW_NUMBER() OVER (
            PARTITION BY spells.customer, spells.lasts, spells.stay
            ORDER BY spells.spell_to DESC, spells.spell_from, spells.import_number, spells.line
        ) = 1 AS ends_stay
    FROM spells
)
SELECT
    stays.*,
    person_numbers.person AS account_person,
    MAX(CASE WHEN stays.spell_to = stays.stay_to THEN stays.written_reason END)
        OVER (PARTITION BY stays.customer, stays.lasts, stays.stay) AS end_reason,
    CASE WHEN stays.stay_to < DATE '9999-12-31' THEN CAST(stays.stay_to - INTERVAL 1 DAY AS DATE) END AS left_on,
    SUM(CASE WHEN stays.lasts AND stays.annual_value IS NULL THEN 1 ELSE 0 END) OVER (PARTITION BY stays.customer) > 0
        AS value_unknown
FROM stays
LEFT JOIN person_numbers ON person_numbers.reference = stays.account_manager
