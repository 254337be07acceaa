-- The days of the workspace's time zone on which content was accessed, with the first import that brought one.
WITH utc_days AS (
    SELECT
        CAST(accessed_at AS DATE) AS utc_day,
        MIN(accessed_at) AS first_at,
        MAX(accessed_at) AS last_at,
        MIN(import_number) AS import_number
    FROM content_access
    GROUP BY CAST(accessed_at AS DATE)
),
moments AS (
    SELECT utc_day, first_at AS accessed_at, import_number FROM utc_days
    UNION
    SELECT utc_day, last_at, import_number FROM utc_days
)
SELECT
    CASE
        WHEN moments.accessed_at < local_days.second_day_from THEN local_days.first_day
        ELSE local_days.second_day
    END AS accessed_day,
    MIN(moments.import_number) AS import_number
FROM moments
INNER JOIN local_days ON local_days.utc_day = moments.utc_day
GROUP BY
    CASE
        WHEN moments.accessed_at < local_days.second_day_from THEN local_days.first_day
        ELSE local_days.second_day
    END
