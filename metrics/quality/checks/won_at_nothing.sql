-- title: Won deals of nothing or less
-- table: opportunities
-- severity: worth a look
-- metrics: new_business_revenue, average_discount, win_rate_by_value, quota_attainment, quota_attained
-- effect: An amount of zero or below counts in revenue as it is, and makes the average discount look deeper.
-- fix: Check whether these are credits, free trials or cells filled with zero.
-- reads: opportunities (opportunity_id, stage, amount)
SELECT
    opportunity_id || ': ' || amount::DECIMAL(18, 2) AS found,
    opportunity_id, stage, owner, closed_day, amount, import_number, line
FROM deals
WHERE outcome = 'won' AND amount <= 0
ORDER BY amount, opportunity_id
