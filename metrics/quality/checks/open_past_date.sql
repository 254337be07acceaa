-- title: Open deals past their expected close date
-- table: opportunities
-- severity: worth a look
-- metrics: win_rate, deal_velocity
-- effect: They count as open. If they were lost long ago, the win rate is lower than it looks.
-- fix: Close them in the CRM, or give them a new expected date.
-- reads: opportunities (opportunity_id, stage, closed_on)
SELECT
    deals.opportunity_id || ': expected ' || deals.closed_on || ', ' || (workspace.data_through - deals.closed_on) || ' days ago'
        AS found,
    deals.opportunity_id, deals.stage, deals.owner, deals.created_on, deals.closed_on, deals.amount,
    deals.import_number, deals.line
FROM deals
CROSS JOIN workspace
WHERE deals.outcome = 'open' AND deals.closed_on < workspace.data_through
ORDER BY deals.closed_on, deals.opportunity_id
