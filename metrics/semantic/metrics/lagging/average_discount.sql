-- title: Average discount
-- summary: How far below list price our won deals close.
-- definition: 1 − what won deals brought ÷ what they would have brought at list price, both summed, by the day they
--   closed. The list price of a deal is its own list amount; else its amount ÷ (1 − its discount); else its product's
--   list price × quantity. Deals without any of them above zero are left out and counted. Selling above list makes it
--   negative.
-- example: Deals of 90 and 800 at list prices of 100 and 1,000: 1 − 890 ÷ 1,100 = 19.1 %.
-- kind: lagging
-- group: Discount
-- headline: yes
-- order: 4
-- unit: percent
-- better: lower
-- shape: event
-- measure: ratio
-- value: discount / list
-- interval: ratio clustered by seller
-- reads: opportunities (opportunity_id, stage, closed_on, amount)
-- changed: 2026-12, a deal counts on the day it says it closed, whatever its stage history says before; without one, on the
--   last entry into a closed stage. Closed before it was created, it counts in all but its days.
--   2026-12, a deal of several products has the list price of all its lines; before, it had none.
-- rules: B12
SELECT
    deals.*,
    deals.closed_day AS happened_on,
    deals.seller AS who,
    deals.list_value - deals.net_value AS discount,
    deals.list_value AS list,
    CASE
        WHEN deals.unusable IS NOT NULL THEN deals.unusable
        WHEN deals.outcome <> 'won' THEN 'not won'
        WHEN deals.amount IS NULL THEN 'no amount'
        WHEN deals.list_value IS NULL THEN 'no list price'
        WHEN deals.net_value IS NULL THEN 'no exchange rate for its currency on the day'
    END AS left_out
FROM deals
