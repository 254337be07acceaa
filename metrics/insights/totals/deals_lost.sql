-- title: Deals lost
-- summary: How many deals were lost.
-- definition: Deals lost, by the day they closed. Those that ended without a decision are none.
-- example: 12 won, 8 lost, 3 without a decision, 30 open: 8.
-- kind: lagging
-- group: Revenue
-- order: 2
-- unit: count
-- better: lower
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
        WHEN deals.outcome = 'no_decision' THEN 'ended without a decision'
        WHEN deals.outcome <> 'lost' THEN 'not lost'
    END AS left_out
FROM deals
