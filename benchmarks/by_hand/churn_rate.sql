WITH periods AS (
    SELECT
        CAST(unnest(generate_series(DATE '2024-10-01', DATE '2026-07-01', INTERVAL 3 MONTH)) AS DATE) AS period
)
SELECT
    period,
    count(*) FILTER (ended_on < period + INTERVAL 3 MONTH) / count(*) AS value
FROM periods
JOIN customers ON started_on <= period AND (ended_on IS NULL OR ended_on >= period)
GROUP BY ALL
