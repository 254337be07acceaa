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
)
SELECT period, min(days) AS value
FROM survival
WHERE log_remaining <= ln(0.5) + 1e-9
GROUP BY ALL
