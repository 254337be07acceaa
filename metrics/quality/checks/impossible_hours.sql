-- title: Days with more than 24 or less than 0 hours
-- table: customer_time
-- severity: worth a look
-- metrics: customer_hours
-- effect: The hours count as they are written and raise or lower the average.
-- fix: Check whether these are minutes, whole weeks, or entered twice.
-- reads: customer_time (person_id, on_date, hours)
SELECT
    person_id || ': ' || round(SUM(hours), 2) || ' hours on ' || on_date AS found,
    person_id, on_date,
    SUM(hours) AS hours,
    COUNT(*) AS records
FROM customer_time
GROUP BY person_id, on_date
HAVING SUM(hours) > 24 OR MIN(hours) < 0
ORDER BY hours DESC, on_date, person_id
