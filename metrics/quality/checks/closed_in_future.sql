-- title: Deals closed after the data ends
-- table: opportunities
-- severity: changes numbers
-- metrics: win_rate, new_business_revenue, average_discount, deal_velocity, quota_attainment, quota_attained, time_to_first_won_deal
-- effect: A deal can't have closed yet on a day to come; they are left out of every period.
-- fix: Correct their stage or close date in the CRM, or set the day the data ends in Settings.
-- reads: opportunities (opportunity_id, stage, closed_on)
SELECT
    opportunity_id || ': ' || stage || ' on ' || closed_day AS found,
    opportunity_id, stage, owner, created_on, closed_day, amount, import_number, line
FROM deals
WHERE unusable = 'closed after the data ends'
ORDER BY closed_day DESC, opportunity_id
