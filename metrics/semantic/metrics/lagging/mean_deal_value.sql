-- title: Deal value: mean
-- summary: What a won deal is worth on average.
-- definition: Sum of the amounts of won deals of every kind ÷ their number, by the day they closed, in the
--   workspace's currency. Deals without an amount are left out and counted.
-- example: Won deals of 5,000, 10,000 and 60,000: 75,000 ÷ 3 = 25,000.
-- kind: lagging
-- group: Revenue
-- order: 16
-- unit: money
-- better: higher
-- shape: event
-- measure: ratio
-- value: revenue / deals
-- interval: ratio clustered by seller
-- reads: opportunities (opportunity_id, stage, closed_on, amount)
-- changed: 2026-12, a deal counts on the day it says it closed, whatever its stage history says before; without one, on the
--   last entry into a closed stage. Closed before it was created, it counts in all but its days. 2026-12, it has
--   a range only from 40 sellers with 480 deals on, and one that reaches further up than down.
-- rules: B12
SELECT
    deals.*,
    deals.closed_day AS happened_on,
    deals.seller AS who,
    deals.net_value AS revenue,
    1 AS deals,
    CASE
        WHEN deals.unusable IS NOT NULL THEN deals.unusable
        WHEN deals.outcome <> 'won' THEN 'not won'
        WHEN deals.amount IS NULL THEN 'no amount'
        WHEN deals.net_value IS NULL THEN 'no exchange rate for its currency on the day'
    END AS left_out
FROM deals
