-- title: Sales velocity: money per day
-- summary: How much money the deals decided bring per day they take.
-- definition: Deals × win rate × mean won value ÷ mean days, over won and lost deals by the day they closed: their
--   number, the share won, the mean amount of those won, and the mean days from created to closed of all of them. It
--   grows with the number of deals, so only periods of the same length compare. Deals without a creation date, and
--   won deals without an amount, are left out and counted.
-- example: 50 deals, 40 % won, 10,000 on average, 80 days on average: 50 × 0.4 × 10,000 ÷ 80 = 2,500 a day.
-- kind: lagging
-- group: Speed
-- order: 15
-- unit: money
-- better: higher
-- shape: event
-- measure: product
-- value: deals (count) = decided × win rate (share) = won / decided × mean won value (money) = revenue / won ÷ mean
--   days (days) = days / decided
-- interval: none
-- reads: opportunities (opportunity_id, stage, created_on, closed_on, amount)
-- changed: 2026-12, a deal counts on the day it says it closed, whatever its stage history says before; without one, on the
--   last entry into a closed stage. Closed before it was created, it counts in all but its days.
-- rules: B12
SELECT
    deals.*,
    deals.closed_day AS happened_on,
    deals.seller AS who,
    1 AS decided,
    CASE WHEN deals.outcome = 'won' THEN 1 ELSE 0 END AS won,
    CASE WHEN deals.outcome = 'won' THEN deals.net_value ELSE 0 END AS revenue,
    deals.days_to_close AS days,
    CASE
        WHEN deals.unusable IS NOT NULL THEN deals.unusable
        WHEN deals.outcome = 'no_decision' THEN 'ended without a decision'
        WHEN deals.creation_unusable IS NOT NULL THEN deals.creation_unusable
        WHEN deals.outcome = 'won' AND deals.amount IS NULL THEN 'no amount'
        WHEN deals.outcome = 'won' AND deals.net_value IS NULL THEN 'no exchange rate for its currency on the day'
    END AS left_out
FROM deals
