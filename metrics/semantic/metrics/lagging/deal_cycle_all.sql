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
-- rules: B12
SELECT
    deals.*,
    deals.closed_day AS happened_on,
    deals.seller AS who,
    DATE_DIFF('day', deals.created_on, deals.closed_day) AS days,
    CASE
        WHEN deals.unusable IS NOT NULL THEN deals.unusable
        WHEN deals.created_on IS NULL THEN 'no creation date'
    END AS left_out
FROM deals
