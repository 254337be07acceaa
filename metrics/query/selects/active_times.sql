-- When each person of the roster was active.
SELECT roster.person, roster.active_from, roster.active_to
FROM roster
