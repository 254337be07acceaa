-- How many customer-facing people each function has on a day.
SELECT roster.work, COUNT(DISTINCT roster.person) AS people
FROM roster
WHERE roster.customer_facing AND roster.active_from <= $day AND roster.active_to > $day
GROUP BY roster.work
