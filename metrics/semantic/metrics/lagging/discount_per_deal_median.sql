-- title: Discount per deal: median
-- summary: How far below list price the deal in the middle closes.
-- definition: Median of 1 − amount ÷ list price over won deals, by the day they closed; with an even number of deals,
--   the middle of the two in the middle. Deals without a list price above zero are left out and counted.
-- example: Discounts of 0 %, 10 % and 40 %: the median is 10 %.
-- kind: lagging
-- group: Discount
-- order: 13
-- unit: percent
-- better: lower
-- shape: event
-- measure: median
-- value: discount
-- interval: order statistic
-- reads: opportunities (opportunity_id, stage, closed_on, amount)
-- changed: 2026-12, a deal counts on the day it says it closed, whatever its stage history says before; without one, on the
--   last entry into a closed stage. Closed before it was created, it counts in all but its days.
--   2026-12, a deal of several products has the list price of all its lines; before, it had none.
-- rules: B12
SELECT
    deals.*,
    deals.closed_day AS happened_on,
    deals.seller AS who,
    CAST(1 - CAST(deals.net_value AS DOUBLE) / CAST(deals.list_value AS DOUBLE) AS DECIMAL(38, 9)) AS discount,
    CASE
        WHEN deals.unusable IS NOT NULL THEN deals.unusable
        WHEN deals.outcome <> 'won' THEN 'not won'
        WHEN deals.amount IS NULL THEN 'no amount'
        WHEN deals.list_value IS NULL THEN 'no list price'
        WHEN deals.net_value IS NULL THEN 'no exchange rate for its currency on the day'
    END AS left_out
FROM deals
