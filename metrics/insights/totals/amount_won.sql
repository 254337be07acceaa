-- title: Amount won
-- summary: What the deals won are worth.
-- definition: Sum of the amounts of won deals of any kind, by the day they closed, in the workspace's currency on that
--   day.
-- example: Won deals of 10,000, 5,000 and 7,000, the last a renewal: 22,000.
-- kind: lagging
-- group: Revenue
-- order: 5
-- unit: money
-- better: higher
-- shape: event
-- measure: sum
-- value: amount_won
-- interval: none
-- reads: opportunities (opportunity_id, stage, closed_on, amount)
-- rules: B12
SELECT
    deals.*,
    deals.closed_day AS happened_on,
    deals.seller AS who,
    deals.net_value AS amount_won,
    CASE
        WHEN deals.unusable IS NOT NULL THEN deals.unusable
        WHEN deals.outcome <> 'won' THEN 'not won'
        WHEN deals.amount IS NULL THEN 'no amount'
        WHEN deals.net_value IS NULL THEN 'no exchange rate for its currency on the day'
    END AS left_out
FROM deals
