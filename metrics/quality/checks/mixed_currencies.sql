-- title: Deals in several currencies
-- table: opportunities
-- severity: worth a look
-- metrics: new_business_revenue, average_discount, win_rate_by_value, quota_attainment, quota_attained
-- effect: Amounts are converted at the rate of the day a deal closed; deals without a currency are taken to be in the workspace's own.
-- fix: Check the rates that are stored, and the workspace's currency in Settings.
-- reads: opportunities (currency, amount)
WITH counted AS (
    SELECT COALESCE(UPPER(TRIM(deals.currency)), workspace.currency || ' (not said)') AS currency, COUNT(*) AS deals
    FROM deals
    CROSS JOIN workspace
    WHERE deals.amount IS NOT NULL
    GROUP BY 1
)
SELECT currency || ': ' || deals || CASE WHEN deals = 1 THEN ' deal' ELSE ' deals' END AS found, currency, deals
FROM counted
WHERE (SELECT COUNT(*) FROM counted) > 1
ORDER BY deals DESC, currency
