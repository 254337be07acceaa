-- title: Deals whose history closes on another day
-- table: opportunities
-- severity: worth a look
-- metrics: win_rate, new_business_revenue, average_discount, deal_velocity
-- effect: They count on the day the deal itself says, more than three days from when its history last closed it.
-- fix: Ask which of the two is right; correct the close date in the CRM and export the deal again.
-- reads: opportunities (opportunity_id, stage, closed_on), stage_history (opportunity_id, stage, entered_on)
SELECT
    opportunity_id || ': closed ' || closed_on || ', by its history ' || history_closed_on AS found,
    opportunity_id, stage, owner, closed_on, history_closed_on, amount, import_number, line
FROM deals
WHERE unusable IS NULL AND ABS(DATE_DIFF('day', closed_on, history_closed_on)) > 3
ORDER BY amount DESC NULLS LAST, opportunity_id
