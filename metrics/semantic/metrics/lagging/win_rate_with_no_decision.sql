-- title: Win rate, no decisions counted
-- summary: Of all deals closed, also those that ended without a decision, the share we won.
-- definition: Won deals ÷ (won + lost + no decision), by the day they closed. Never above the win rate.
-- example: 12 won, 8 lost, 10 without a decision: 12 ÷ 30 = 40 %.
-- kind: lagging
-- group: Win rate
-- order: 7
-- unit: share
-- better: higher
-- shape: event
-- measure: ratio
-- value: won / closed
-- interval: share clustered by seller
-- reads: opportunities (opportunity_id, stage, closed_on)
-- changed: 2026-12, a deal counts on the day it says it closed, whatever its stage history says before; without one, on the
--   last entry into a closed stage. Closed before it was created, it counts in all but its days.
-- rules: B12
SELECT
    deals.*,
    deals.closed_day AS happened_on,
    deals.seller AS who,
    CASE WHEN deals.outcome = 'won' THEN 1 ELSE 0 END AS won,
    1 AS closed,
    deals.unusable AS left_out
FROM deals
