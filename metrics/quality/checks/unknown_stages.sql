-- title: Stages nobody has explained
-- table: opportunities
-- severity: changes numbers
-- metrics: win_rate, new_business_revenue, average_discount, deal_velocity, quota_attainment, quota_attained, time_to_first_won_deal
-- effect: Deals in these stages are neither open nor won nor lost, and no metric counts them.
-- fix: Say in Settings what each of these stage words means.
-- reads: opportunities (opportunity_id, stage)
SELECT
    stage || COALESCE(' (' || pipeline || ')', '') || ': ' || COUNT(*)
        || CASE WHEN COUNT(*) = 1 THEN ' deal' ELSE ' deals' END AS found,
    stage,
    pipeline,
    COUNT(*) AS deals
FROM deals
WHERE unusable = 'stage without a known outcome'
GROUP BY stage, pipeline
ORDER BY deals DESC, stage, pipeline
