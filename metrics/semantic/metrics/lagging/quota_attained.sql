-- title: Quota attained
-- summary: The share of quotas that were reached.
-- definition: Quotas reached or passed ÷ all quotas of new-business revenue set for one person, by the last day of
--   their period. A quota counts for the days the person was active; where the settings say that a new seller's
--   quota grows, only as much of it as had grown. Periods that are not over, or began before the deals do, are
--   left out. Of a plan and its parts, such as a year and its quarters, the parts count. Won deals without a kind,
--   an amount or a rate add nothing and are counted.
-- example: Three sellers with quotas of 100,000 won 60,000, 95,000 and 130,000: 1 ÷ 3 = 33.3 %.
-- kind: lagging
-- group: Quota
-- order: 19
-- unit: share
-- better: higher
-- shape: event
-- measure: ratio
-- value: reached / quotas_set
-- interval: share clustered by seller
-- reads: targets (metric, period_start, period_end, value, person_id), opportunities (opportunity_id, stage,
--   closed_on, amount, owner)
-- changed: 2026-12, a deal counts on the day it says it closed, whatever its stage history says before; without one, on the
--   last entry into a closed stage. Closed before it was created, it counts in all but its days.
--   2026-12, a year's plan and that of its first quarter are both kept; the parts count. Won deals that add nothing for
--   want of a kind, an amount or a rate are counted beside it.
-- rules: B12, C9
SELECT
    quotas.*,
    quotas.period_end AS happened_on,
    quotas.person AS who,
    CASE WHEN quotas.won_value >= quotas.quota * quotas.expected_share THEN 1 ELSE 0 END AS reached,
    1 AS quotas_set,
    CASE
        WHEN quotas.no_quota IS NOT NULL THEN quotas.no_quota
        WHEN quotas.period_end > quotas.data_through THEN 'period not over yet'
        WHEN quotas.period_start < quotas.deals_from THEN 'begins before the deals do'
        WHEN quotas.expected_share <= 0 THEN 'person not active in the period'
    END AS left_out
FROM quotas
