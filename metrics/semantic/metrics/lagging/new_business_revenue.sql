-- title: New-business revenue
-- summary: What the new deals we won are worth.
-- definition: Sum of the amounts of won new-business deals, by the day they closed, in the workspace's currency. A
--   deal without an amount, in a currency without a rate on that day, or that doesn't say whether it is new business
--   is left out and counted. Where no deal at all says so, every won deal counts.
-- example: Won: 10,000 and 5,000 as new business, 7,000 as a renewal. The renewal doesn't count: 15,000.
-- kind: lagging
-- group: Revenue
-- headline: yes
-- order: 1
-- unit: money
-- better: higher
-- shape: event
-- measure: sum
-- value: revenue
-- interval: none
-- reads: opportunities (opportunity_id, stage, closed_on, amount)
-- changed: 2026-12, a deal counts on the day it says it closed, whatever its stage history says before; without one, on the
--   last entry into a closed stage. Closed before it was created, it counts in all but its days.
--   2026-12, it is not available where none of the deals that would count can be converted; amounts under the sign or the
--   name of another currency are in that one.
-- rules: B12
SELECT
    deals.*,
    deals.closed_day AS happened_on,
    deals.seller AS who,
    deals.net_value AS revenue,
    CASE
        WHEN deals.unusable IS NOT NULL THEN deals.unusable
        WHEN deals.outcome <> 'won' THEN 'not won'
        WHEN deals.is_new_business IS NULL THEN 'not known whether it is new business'
        WHEN NOT deals.is_new_business THEN 'not new business'
        WHEN deals.amount IS NULL THEN 'no amount'
        WHEN deals.net_value IS NULL THEN 'no exchange rate for its currency on the day'
    END AS left_out
FROM deals
