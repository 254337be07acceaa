SELECT date_trunc('quarter', closed_on) AS period, sum(amount) AS value
FROM opportunities
WHERE stage = 'Closed Won' AND kind = 'new'
GROUP BY ALL
