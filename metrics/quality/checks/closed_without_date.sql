-- title: Closed deals without a close date
-- table: opportunities
-- severity: changes numbers
-- metrics: win_rate, new_business_revenue, average_discount, deal_velocity, quota_attainment, quota_attained, time_to_first_won_deal
-- effect: They belong to no period, so no metric counts them.
-- fix: Fill in their close date in the CRM and export them again.
-- reads: opportunities (opportunity_id, stage)
SELECT opportunity_id || ': ' || stage AS found, opportunity_id, stage, owner, created_on, amount, import_number, line
FROM deals
WHERE unusable = 'closed without a close date'
ORDER BY amount DESC NULLS LAST, opportunity_id
