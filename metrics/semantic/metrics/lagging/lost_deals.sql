-- title: Lost deals
-- summary: How many deals were lost or ended without a decision, and for which reasons.
-- definition: Deals lost or ended without a decision, by the day they closed; by the reason that was noted for each.
-- example: 9 lost for the price, 4 to a competitor, 7 without a decision: 20.
-- kind: lagging
-- group: Win rate
-- order: 20
-- unit: count
-- better: lower
-- shape: event
-- measure: sum
-- value: lost
-- interval: none
-- split: lost_reason
-- reads: opportunities (opportunity_id, stage, closed_on)
-- changed: 2026-12, a deal counts on the day it says it closed, whatever its stage history says before; without one, on the
--   last entry into a closed stage. Closed before it was created, it counts in all but its days.
-- rules: B12
SELECT
    deals.*,
    deals.closed_day AS happened_on,
    deals.seller AS who,
    1 AS lost,
    CASE
        WHEN deals.unusable IS NOT NULL THEN deals.unusable
        WHEN deals.outcome = 'won' THEN 'won'
    END AS left_out
FROM deals
