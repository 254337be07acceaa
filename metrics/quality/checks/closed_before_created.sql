-- title: Deals closed before they were created
-- table: opportunities
-- severity: changes numbers
-- metrics: deal_velocity, deal_cycle_all, sales_velocity, win_rate_by_cohort, pipeline_created
-- effect: One of the two dates is wrong; how they ended and what they are worth counts, how long they took doesn't.
-- fix: Correct the created or the close date in the CRM and export them again.
-- reads: opportunities (opportunity_id, stage, created_on, closed_on)
SELECT
    opportunity_id || ': created ' || created_on || ', closed ' || closed_day AS found,
    opportunity_id, stage, owner, created_on, closed_day, amount, import_number, line
FROM deals
WHERE creation_unusable = 'closed before it was created'
ORDER BY amount DESC NULLS LAST, opportunity_id
