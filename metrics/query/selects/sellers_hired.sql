-- The day on which each seller of a day was hired.
SELECT MIN(roster.started_on) AS started_on
FROM roster
WHERE roster.sells AND roster.active_from <= $day AND roster.active_to > $day
GROUP BY roster.person
