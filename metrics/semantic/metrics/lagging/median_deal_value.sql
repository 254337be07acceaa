-- title: Deal value: median
-- summary: What the won deal in the middle is worth.
-- definition: Median of the amounts of won deals of every kind, by the day they closed, in the workspace's currency;
--   with an even number, the middle of the two in the middle. Deals without an amount are left out and counted.
-- example: Won deals of 5,000, 10,000 and 60,000: the median is 10,000.
-- kind: lagging
-- group: Revenue
-- order: 17
-- unit: money
-- better: higher
-- shape: event
-- measure: median
-- value: revenue
-- interval: order statistic
-- reads: opportunities (opportunity_id, stage, closed_on, amount)
-- changed: 2026-12, a deal counts on the day it says it closed, whatever its stage history says before; without one, on the
--   last entry into a closed stage. Closed before it was created, it counts in all but its days.
-- rules: B12
SELECT
    deals.*,
    deals.closed_day AS happened_on,
    deals.seller AS who,
    deals.net_value AS revenue,
    CASE
        WHEN deals.unusable IS NOT NULL THEN deals.unusable
        WHEN deals.outcome <> 'won' THEN 'not won'
        WHEN deals.amount IS NULL THEN 'no amount'
        WHEN deals.net_value IS NULL THEN 'no exchange rate for its currency on the day'
    END AS left_out
FROM deals
