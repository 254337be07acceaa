-- title: Deal cycle: median days to close
-- summary: How long a deal takes from its creation to its close, however it ends.
-- definition: Median of the days from created to closed over deals won, lost or ended without a decision, by the day
--   they closed. Deals without a creation date are left out and counted.
-- example: A deal won after 20 days, one lost after 60 and one without a decision after 200: the median is 60 days.
-- kind: lagging
-- group: Speed
-- order: 14
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
        WHEN deals.creation_unusable IS NOT NULL THEN deals.creation_unusable
    END AS left_out
FROM deals
