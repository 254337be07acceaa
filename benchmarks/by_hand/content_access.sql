WITH periods AS (
    SELECT
        CAST(unnest(generate_series(DATE '2024-10-01', DATE '2026-07-01', INTERVAL 3 MONTH)) AS DATE) AS period
),
sellers AS (
    SELECT person_id, started_on FROM people WHERE role = 'Account Executive'
),
active AS (
    SELECT period, count(*) AS people
    FROM periods
    JOIN sellers ON started_on < period + INTERVAL 3 MONTH
    GROUP BY ALL
),
accessed AS (
    SELECT CAST(date_trunc('quarter', accessed_at) AS DATE) AS period, count(DISTINCT person_id) AS people
    FROM content_access
    JOIN sellers USING (person_id)
    WHERE started_on <= CAST(accessed_at AS DATE)
    GROUP BY ALL
)
SELECT period, accessed.people / active.people AS value
FROM active
JOIN accessed USING (period)
