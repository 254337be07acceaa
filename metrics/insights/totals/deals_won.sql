-- title: Deals won
-- summary: How many deals were won.
-- definition: Deals won, by the day they closed, of any kind and with or without an amount.
-- example: 12 won, 8 lost, 30 open: 12.
-- kind: lagging
-- group: Revenue
-- order: 1
-- unit: count
-- better: higher
-- shape: event
-- measure: sum
-- value: deals
-- interval: none
-- reads: opportunities (opportunity_id, stage, closed_on)
-- rules: B12
SELECT
    deals.*,
    deals.closed_day AS happened_on,
    deals.seller AS who,
    1 AS deals,
    CASE
        WHEN deals.unusable IS NOT NULL THEN deals.unusable
        WHEN deals.outcome <> 'won' THEN 'not won'
    END AS left_out
FROM deals
