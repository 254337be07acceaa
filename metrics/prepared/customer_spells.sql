-- Every stored spell of a customer, from its first day to the day after its last, ended early where a later one begins.
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
        MAX(customers.ended_on) OVER (PARTITION BY customers.customer_id, customers.started_on) AS left_on,
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
)
SELECT
    dated.*,
    person_numbers.person AS account_person,
    LEAST(
        dated.written_to,
        COALESCE(
            LEAD(dated.spell_from) OVER (PARTITION BY dated.customer_id ORDER BY dated.spell_from, dated.written_to),
            DATE '9999-12-31'
        )
    ) AS spell_to
FROM dated
LEFT JOIN person_numbers ON person_numbers.reference = dated.account_manager
