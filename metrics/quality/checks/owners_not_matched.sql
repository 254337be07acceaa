-- title: Deal owners who are not in the roster
-- table: opportunities
-- severity: changes numbers
-- metrics: win_rate, new_business_revenue, average_discount, deal_velocity, quota_attainment, quota_attained, time_to_first_won_deal
-- effect: Their deals stay in every total, but under “Not matched” in each team, region and manager.
-- fix: Say who they are on Match people, or add them to the roster.
-- reads: people (person_id), opportunities (owner)
SELECT
    deals.owner || ': ' || COUNT(*) || CASE WHEN COUNT(*) = 1 THEN ' deal' ELSE ' deals' END AS found,
    deals.owner,
    COUNT(*) AS deals,
    SUM(CASE WHEN deals.outcome = 'won' THEN deals.net_value END) AS won_value
FROM deals
JOIN person_references ON person_references.reference = deals.owner
WHERE person_references.person_id IS NULL AND COALESCE(deals.outcome, '') <> 'ignore'
GROUP BY deals.owner
ORDER BY deals DESC, deals.owner
