-- title: Customers that left before they came
-- table: customers
-- severity: changes numbers
-- metrics: churn_rate
-- effect: They are customers on no day, so churn doesn't see them.
-- fix: Correct the first or the last day of the customer.
-- reads: customers (customer_id, started_on, ended_on)
SELECT
    customer_id || ': from ' || started_on || ' to ' || ended_on AS found,
    customer_id, account_id, started_on, ended_on, import_number, line
FROM customers
WHERE ended_on < started_on
ORDER BY ended_on, customer_id
