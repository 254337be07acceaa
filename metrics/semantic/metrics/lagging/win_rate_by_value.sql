-- title: Win rate by value
-- summary: Of the money decided, the share we won.
-- definition: Amounts of won deals ÷ amounts of won and lost deals, both summed, by the day they closed. Below the
--   win rate where large deals are lost more often. Deals without an amount are left out and counted.
-- example: Won 10,000 and 20,000, lost 70,000: 30,000 ÷ 100,000 = 30 %.
-- kind: lagging
-- group: Win rate
-- order: 8
-- unit: share
-- better: higher
-- shape: event
-- measure: ratio
-- value: won_value / decided_value
-- interval: ratio clustered by seller
-- reads: opportunities (opportunity_id, stage, closed_on, amount)
-- changed: 2026-12, a deal counts on the day it says it closed, whatever its stage history says before; without one, on the
--   last entry into a closed stage. Closed before it was created, it counts in all but its days.
-- rules: B12
SELECT
    deals.*,
    deals.closed_day AS happened_on,
    deals.seller AS who,
    CASE WHEN deals.outcome = 'won' THEN deals.net_value ELSE 0 END AS won_value,
    deals.net_value AS decided_value,
    CASE
        WHEN deals.unusable IS NOT NULL THEN deals.unusable
        WHEN deals.outcome = 'no_decision' THEN 'ended without a decision'
        WHEN deals.amount IS NULL THEN 'no amount'
        WHEN deals.net_value IS NULL THEN 'no exchange rate for its currency on the day'
        WHEN deals.net_value < 0 THEN 'amount below zero'
    END AS left_out
FROM deals
