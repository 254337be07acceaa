SELECT date_trunc('quarter', closed_on) AS period, median(closed_on - created_on) AS value
FROM opportunities
WHERE stage = 'Closed Won'
GROUP BY ALL
