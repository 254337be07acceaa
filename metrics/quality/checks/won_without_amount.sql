-- title: Won deals without an amount
-- table: opportunities
-- severity: changes numbers
-- metrics: new_business_revenue, average_discount, win_rate_by_value, quota_attainment, quota_attained
-- effect: They count as won, but add nothing to revenue; an unknown amount is not zero.
-- fix: Fill in the amount in the CRM and export them again.
-- reads: opportunities (opportunity_id, stage, amount)
SELECT
    opportunity_id || COALESCE(': won on ' || closed_day, '') AS found,
    opportunity_id, stage, owner, closed_day, import_number, line
FROM deals
WHERE outcome = 'won' AND amount IS NULL
ORDER BY closed_day DESC NULLS LAST, opportunity_id
