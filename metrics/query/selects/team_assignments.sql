-- Every customer-facing person's times in a team, in order: what they did, and whether they sold.
SELECT roster.person, roster.team, roster.work, roster.sells, roster.active_from, roster.active_to, roster.region
FROM roster
WHERE roster.team IS NOT NULL AND roster.active_from < roster.active_to AND roster.customer_facing
ORDER BY roster.person, roster.active_from
