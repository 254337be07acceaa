WITH periods AS (
    SELECT
        CAST(unnest(generate_series(DATE '2024-10-01', DATE '2026-07-01', INTERVAL 3 MONTH)) AS DATE) AS period
),
active AS (
    SELECT period, count(*) AS people
    FROM periods
    JOIN people ON started_on < period + INTERVAL 3 MONTH
    GROUP BY ALL
),
attended AS (
    SELECT CAST(date_trunc('quarter', held_on) AS DATE) AS period, count(DISTINCT person_id) AS people
    FROM training
    JOIN people USING (person_id)
    WHERE attended AND started_on <= held_on
    GROUP BY ALL
)
SELECT period, attended.people / active.people AS value
FROM active
JOIN attended USING (period)
