-- title: Deals closed
-- summary: How many deals were decided, either way.
-- definition: Deals won, lost or ended without a decision, by the day they closed.
-- example: 12 won, 8 lost, 3 without a decision, 30 open: 23.
-- kind: lagging
-- group: Revenue
-- order: 3
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
    deals.unusable AS left_out
FROM deals
