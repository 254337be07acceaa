-- title: Win rate
-- summary: Of the deals decided, the share we won.
-- definition: Won deals ÷ (won + lost deals), by the day they closed. Open deals and deals that ended without a
--   decision are in neither. A seller who lost none has 100 %; where nothing was decided there is no win rate.
-- example: 12 won, 8 lost, 30 open: 12 ÷ 20 = 60 %.
-- kind: lagging
-- group: Win rate
-- headline: yes
-- order: 2
-- unit: share
-- better: higher
-- shape: event
-- measure: ratio
-- value: won / decided
-- interval: share clustered by seller
-- reads: opportunities (opportunity_id, stage, closed_on)
-- changed: 2026-12, a deal counts on the day it says it closed, whatever its stage history says before; without one, on the
--   last entry into a closed stage. Closed before it was created, it counts in all but its days.
--   2026-12, deals deleted by their status don't count, and closing days are those of the outcome where a file has both.
-- rules: B12
SELECT
    deals.*,
    deals.closed_day AS happened_on,
    deals.seller AS who,
    CASE WHEN deals.outcome = 'won' THEN 1 ELSE 0 END AS won,
    1 AS decided,
    CASE
        WHEN deals.unusable IS NOT NULL THEN deals.unusable
        WHEN deals.outcome = 'no_decision' THEN 'ended without a decision'
    END AS left_out
FROM deals
