-- title: Customers whose value is another since contracts stand side by side
-- table: customers
-- severity: changes numbers
-- metrics: churn_rate
-- effect: Rows with contracts or starts of their own add up, and subscriptions of one account are one customer; before, a later row of a customer ended the one before. This is said until the next import.
-- fix: Check these customers. If rows are one contract at a new value, give them one contract_id or one started_on, and import them again.
-- reads: customers (customer_id, started_on, annual_value)
-- before: 2
WITH terms AS (
    SELECT * FROM customer_spells WHERE lasts
),
met AS (
    SELECT later.customer, MIN(later.spell_from) AS met_on
    FROM terms AS later
    JOIN terms AS earlier
        ON earlier.customer = later.customer AND earlier.contract <> later.contract
        AND earlier.spell_from <= later.spell_from AND earlier.spell_to > later.spell_from
    GROUP BY later.customer
),
there AS (
    SELECT
        terms.*,
        met.met_on,
        ROW_NUMBER() OVER (
            PARTITION BY terms.customer, terms.customer_id
            ORDER BY terms.spell_from DESC, terms.spell_to DESC, terms.import_number DESC, terms.line DESC
        ) AS place
    FROM terms
    JOIN met ON met.customer = terms.customer AND terms.spell_from <= met.met_on AND terms.spell_to > met.met_on
),
compared AS (
    SELECT
        customer,
        MIN(account) AS account,
        met_on,
        COUNT(DISTINCT customer_id) AS former_customers,
        SUM(CASE WHEN place = 1 THEN annual_value END) AS former_value,
        CASE WHEN COUNT(annual_value) = COUNT(*) THEN SUM(annual_value) END AS value
    FROM there
    GROUP BY customer, met_on
)
SELECT
    COALESCE(account, customer) || ' on ' || met_on || ': '
        || COALESCE(CAST(CAST(former_value AS DECIMAL(18, 2)) AS VARCHAR), 'unknown') || ' a year → '
        || COALESCE(CAST(CAST(value AS DECIMAL(18, 2)) AS VARCHAR), 'unknown')
        || CASE WHEN former_customers > 1 THEN ', ' || former_customers || ' customers before' ELSE '' END AS found,
    customer, account, met_on, former_customers, former_value, value
FROM compared
WHERE former_customers > 1 OR former_value IS DISTINCT FROM value
ORDER BY ABS(COALESCE(value, 0) - COALESCE(former_value, 0)) DESC, customer
