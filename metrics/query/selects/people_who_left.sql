-- How many sellers left between two days, the first left out, and how many leavings of anybody the roster has.
SELECT
    COUNT(
        DISTINCT CASE
            WHEN roster.sells AND roster.active_to = CAST(roster.left_on + INTERVAL 1 DAY AS DATE) THEN roster.person
        END
    ) AS sellers,
    COUNT(CASE WHEN roster.customer_facing THEN 1 END) AS leavings
FROM roster
WHERE roster.left_on > $before AND roster.left_on <= $day
