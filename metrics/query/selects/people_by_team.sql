-- How many customer-facing people of each function each team has on a day.
SELECT roster.team, roster.work, COUNT(DISTINCT roster.person) AS people
FROM roster
WHERE
    roster.customer_facing AND roster.team IS NOT NULL
    AND roster.active_from <= $day AND roster.active_to > $day
GROUP BY roster.team, roster.work
