SELECT
    date_trunc('quarter', closed_on) AS period,
    1 - sum(amount) / sum(list_price * quantity) AS value
FROM opportunities
JOIN products USING (product_id)
WHERE stage = 'Closed Won'
GROUP BY ALL
