-- title: Deals closed before they were created
-- table: opportunities
-- severity: changes numbers
-- metrics: win_rate, new_business_revenue, average_discount, deal_velocity, quota_attainment, quota_attained, time_to_first_won_deal
-- effect: One of the two dates is wrong; they are left out of every period.
-- fix: Correct the created or the close date in the CRM and export them again.
-- reads: opportunities (opportunity_id, stage, created_on, closed_on)
SELECT
    opportunity_id || ': created ' || created_on || ', closed ' || closed_day AS found,
    opportunity_id, stage, owner, created_on, closed_day, amount, import_number, line
FROM deals
WHERE unusable = 'closed before it was created'
ORDER BY amount DESC NULLS LAST, opportunity_id
