-- title: Deal velocity: median days to win
-- summary: How long a won deal takes from its creation to its close.
-- definition: Median of the days from created to closed over won deals, by the day they closed; with an even number
--   of deals, the middle of the two in the middle. Deals without a creation date are left out and counted.
-- example: Deals won after 20, 40 and 90 days: the median is 40 days.
-- kind: lagging
-- group: Speed
-- headline: yes
-- order: 5
-- unit: days
-- better: lower
-- shape: event
-- measure: median
-- value: days
-- interval: order statistic
-- reads: opportunities (opportunity_id, stage, created_on, closed_on)
-- changed: 2026-12, a deal counts on the day it says it closed, whatever its stage history says before; without one, on the
--   last entry into a closed stage. Closed before it was created, it counts in all but its days.
-- rules: B12
SELECT
    deals.*,
    deals.closed_day AS happened_on,
    deals.seller AS who,
    deals.days_to_close AS days,
    CASE
        WHEN deals.unusable IS NOT NULL THEN deals.unusable
        WHEN deals.outcome <> 'won' THEN 'not won'
        WHEN deals.creation_unusable IS NOT NULL THEN deals.creation_unusable
    END AS left_out
FROM deals
