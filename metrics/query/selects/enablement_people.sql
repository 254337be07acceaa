-- Whom the roster calls enablement on a day.
SELECT DISTINCT roster.person
FROM roster
WHERE roster.work = 'enablement' AND roster.active_from <= $day AND roster.active_to > $day
