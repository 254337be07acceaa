-- title: Win rate by cohort
-- summary: Of the deals created in a period and decided since, the share we won.
-- definition: Won deals ÷ (won + lost deals), by the day they were created. Deals that ended without a decision are
--   in neither. Still open is the share of won, lost and open deals that is not decided yet: while it is large the
--   value says little, as quick deals are decided first.
-- example: 60 deals created in March: 12 won, 18 lost, 30 open: 12 ÷ 30 = 40 %, and 50 % still open.
-- kind: lagging
-- group: Win rate
-- order: 6
-- unit: share
-- better: higher
-- shape: event
-- measure: ratio
-- value: won / decided
-- beside: still_open / cohort
-- interval: share clustered by seller
-- reads: opportunities (opportunity_id, stage, created_on, closed_on)
-- changed: 2026-12, deals created before the first one closed count; so does one that closed up to a day before it
--   was created, as two time zones may be that far apart.
-- rules: B12
SELECT
    deals.*,
    deals.created_on AS happened_on,
    deals.seller AS who,
    CASE WHEN deals.outcome = 'won' THEN 1 ELSE 0 END AS won,
    CASE WHEN deals.outcome IN ('won', 'lost') THEN 1 ELSE 0 END AS decided,
    CASE WHEN deals.outcome = 'open' THEN 1 ELSE 0 END AS still_open,
    1 AS cohort,
    CASE
        WHEN COALESCE(deals.unusable, 'still open') <> 'still open' THEN deals.unusable
        WHEN deals.outcome = 'no_decision' THEN 'ended without a decision'
        WHEN deals.creation_unusable IS NOT NULL THEN deals.creation_unusable
        WHEN deals.created_on > deals.data_through THEN 'created after the data ends'
    END AS left_out
FROM deals
