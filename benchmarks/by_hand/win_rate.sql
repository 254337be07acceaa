SELECT
    date_trunc('quarter', closed_on) AS period,
    count(*) FILTER (stage = 'Closed Won') / count(*) AS value
FROM opportunities
WHERE stage IN ('Closed Won', 'Closed Lost')
GROUP BY ALL
