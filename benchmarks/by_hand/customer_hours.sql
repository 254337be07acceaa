WITH covered AS (
    SELECT min(on_date) AS first_day, max(on_date) AS last_day FROM customer_time
),
periods AS (
    SELECT
        CAST(unnest(generate_series(DATE '2024-10-01', DATE '2026-07-01', INTERVAL 3 MONTH)) AS DATE) AS period
),
spans AS (
    SELECT
        period,
        greatest(period, first_day) AS first_day,
        least(CAST(period + INTERVAL 3 MONTH AS DATE), last_day + 1) AS following_day
    FROM periods
    CROSS JOIN covered
),
active AS (
    SELECT period, sum(following_day - greatest(started_on, first_day)) / 7 AS weeks
    FROM spans
    JOIN people ON started_on < following_day
    GROUP BY ALL
),
spent AS (
    SELECT CAST(date_trunc('quarter', on_date) AS DATE) AS period, sum(hours) AS hours
    FROM customer_time
    JOIN people USING (person_id)
    WHERE started_on <= on_date
    GROUP BY ALL
)
SELECT period, hours / weeks AS value
FROM active
JOIN spent USING (period)
