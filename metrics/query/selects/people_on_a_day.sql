-- How many people there are on a day: customer-facing, selling, and without a known function.
SELECT
    COUNT(DISTINCT CASE WHEN roster.customer_facing THEN roster.person END) AS customer_facing,
    COUNT(DISTINCT CASE WHEN roster.sells THEN roster.person END) AS sellers,
    COUNT(DISTINCT CASE WHEN roster.work IS NULL THEN roster.person END) AS without_function
FROM roster
WHERE roster.active_from <= $day AND roster.active_to > $day
