-- title: Customers without an annual value
-- table: customers
-- severity: changes numbers
-- metrics: revenue_churn, gross_revenue_retention, net_revenue_retention
-- effect: They are left out of revenue churn and retention altogether; an unknown value is not zero.
-- fix: Fill in the annual value of each of the customer's spells.
-- reads: customers (customer_id, valid_from, started_on, annual_value)
SELECT
    customer_id || ': ' || COUNT(*) || CASE WHEN COUNT(*) = 1 THEN ' spell' ELSE ' spells' END || ' without a value' AS found,
    customer_id, COUNT(*) AS spells, MIN(COALESCE(valid_from, started_on)) AS first_day
FROM customers
WHERE annual_value IS NULL
GROUP BY customer_id
ORDER BY spells DESC, customer_id
