WITH watched AS (
    SELECT
        date_trunc('quarter', people.started_on) AS period,
        coalesce(completed_on, DATE '2026-09-30') - people.started_on AS days,
        count(completed_on) AS ended,
        count(*) AS leaving
    FROM onboarding
    JOIN people USING (person_id)
    WHERE people.started_on >= DATE '2024-10-01'
    GROUP BY ALL
),
risk AS (
    SELECT *, sum(leaving) OVER (PARTITION BY period ORDER BY days DESC) AS at_risk
    FROM watched
),
survival AS (
    SELECT
        period,
        days,
        sum(CASE WHEN ended = at_risk THEN -99 ELSE ln(1 - ended / at_risk) END)
            OVER (PARTITION BY period ORDER BY days) AS log_remaining
    FROM risk
),
halfway AS (  -- where the curve lies exactly on one half, the middle of that stretch
    SELECT
        period,
        min(days) FILTER (log_remaining <= ln(0.5) + 1e-9) AS reached,
        min(days) FILTER (log_remaining < ln(0.5) - 1e-9) AS passed
    FROM survival
    GROUP BY ALL
)
SELECT period, (reached + coalesce(passed, reached)) / 2 AS value
FROM halfway
WHERE reached IS NOT NULL
