-- title: Open deal age: median days
-- summary: How old the deals are that are still open.
-- definition: Median days since creation of the deals open on the last day of the period. A deal is open on a day
--   when it was created by then and closes later or not at all.
-- example: Three deals are open on 31 March, created 10, 40 and 200 days before: the median is 40 days.
-- kind: leading
-- group: Pipeline
-- order: 19
-- unit: days
-- better: lower
-- shape: spell
-- measure: median
-- stock: there
-- value: age
-- interval: order statistic
-- reads: opportunities (opportunity_id, stage, created_on, closed_on)
-- rules: B12
SELECT
    deals.*,
    deals.created_on AS valid_from,
    CASE WHEN deals.outcome = 'open' THEN DATE '9999-12-31' ELSE deals.closed_day END AS valid_to,
    deals.seller AS who,
    CASE
        WHEN COALESCE(deals.unusable, 'still open') <> 'still open' THEN deals.unusable
        WHEN deals.creation_unusable IS NOT NULL THEN deals.creation_unusable
        WHEN deals.created_on > deals.data_through THEN 'created after the data ends'
        WHEN deals.closed_day <= deals.created_on THEN 'closed on the day it was created'
    END AS left_out
FROM deals
