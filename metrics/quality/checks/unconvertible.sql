-- title: Deals in a currency without a rate on their day
-- table: opportunities
-- severity: changes numbers
-- metrics: new_business_revenue, average_discount, win_rate_by_value, quota_attainment, quota_attained
-- effect: They count in win rates, but their amount can't be converted and is left out of money.
-- fix: Import rates for these currencies that begin before the first of these deals, or correct the currency.
-- reads: opportunities (opportunity_id, currency, amount)
SELECT
    opportunity_id || ': ' || amount::DECIMAL(18, 2) || ' ' || currency || COALESCE(' on ' || closed_day, '') AS found,
    opportunity_id, currency, amount, closed_day, stage, owner, import_number, line
FROM deals
WHERE amount IS NOT NULL AND net_value IS NULL AND COALESCE(outcome, '') <> 'ignore'
ORDER BY currency, closed_day, opportunity_id
