-- When somebody customer-facing was active in which team.
SELECT roster.team, roster.active_from, roster.active_to
FROM roster
WHERE roster.customer_facing AND roster.active_from < roster.active_to
