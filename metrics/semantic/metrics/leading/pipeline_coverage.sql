-- title: Pipeline coverage
-- summary: How many times sellers' open deals cover their quotas as a period begins.
-- definition: Amounts of the deals open as a quota's period began ÷ the quotas, both summed over people with a quota
--   of new-business revenue, by the day the period began. A deal is open on a day when it was created before it and
--   not closed before it; its amount is today's, deals without one add nothing. Every kind of deal counts; a quota of
--   zero is none. Of a plan and its parts, such as a year and its quarters, the parts count.
-- example: Quotas of 100,000 and 50,000, open deals of 360,000 and 90,000: 450,000 ÷ 150,000 = 3.00 ×.
-- kind: leading
-- group: Pipeline
-- order: 18
-- unit: times
-- better: higher
-- shape: event
-- measure: ratio
-- value: open_value / quota
-- interval: ratio clustered by seller
-- reads: targets (metric, period_start, period_end, value, person_id), opportunities (opportunity_id, stage,
--   created_on, closed_on, amount, owner)
-- rules: B11, C6
SELECT
    quotas.*,
    quotas.period_start AS happened_on,
    quotas.person AS who,
    CASE
        WHEN quotas.no_quota IS NOT NULL THEN quotas.no_quota
        WHEN quotas.period_start > quotas.data_through THEN 'begins after the data ends'
    END AS left_out
FROM quotas
