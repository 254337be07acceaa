-- title: Lists older than the data
-- table: customers
-- severity: worth a look
-- metrics: churn_rate, onboarding_time, training_attendance, content_access, customer_hours
-- effect: Who left, or was done, since the list was exported isn't known: after that day churn and onboarding have no value, and people are counted as the list says.
-- fix: Import a new export of the list, or set in Settings which days it covers.
-- reads:
SELECT
    table_name || ' speaks until ' || covered_to || ', ' || (data_through - covered_to) || ' days before the data ends' AS found,
    table_name,
    covered_to,
    data_through
FROM list_coverage
CROSS JOIN workspace
WHERE data_through - covered_to > 31
ORDER BY table_name
