-- What one unit of a currency was worth in the workspace's currency, from day to day. Rates into another currency, such as
-- the workspace's former one, are none.
SELECT
    UPPER(TRIM(rates.currency)) AS currency,
    rates.valid_from,
    COALESCE(
        LEAD(rates.valid_from) OVER (PARTITION BY UPPER(TRIM(rates.currency)) ORDER BY rates.valid_from), DATE '9999-12-31'
    ) AS valid_to,
    rates.rate
FROM rates
CROSS JOIN workspace
WHERE COALESCE(UPPER(TRIM(rates."into")), workspace.currency) = workspace.currency
