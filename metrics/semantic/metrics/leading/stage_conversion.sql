-- title: Stage conversion
-- summary: Of the deals that entered a stage, the share that went on so far.
-- definition: Deals that went on to a stage they had not been in, or were won ÷ all deals that entered the stage, by
--   the day they first entered it. Going back is not going on. Still open is the share neither gone on nor closed.
-- example: 50 deals entered Proposal in March: 20 went on, 24 were lost, 6 are there or behind: 40 %, and 12 % still
--   open.
-- kind: leading
-- group: Stages
-- order: 20
-- unit: share
-- better: higher
-- shape: event
-- measure: ratio
-- value: went_further / entered
-- beside: still_open / entered
-- interval: share clustered by seller
-- split: stage
-- reads: stage_history (opportunity_id, stage, entered_on), opportunities (opportunity_id, stage)
-- changed: 2026-12, a row that repeats the stage its deal was in, such as the first of another file, is no entry.
-- rules: D1, D3
SELECT
    stage_visits.*,
    stage_visits.entered_on AS happened_on,
    stage_visits.seller AS who,
    CASE WHEN stage_visits.went_on OR stage_visits.deal_outcome = 'won' THEN 1 ELSE 0 END AS went_further,
    CASE WHEN NOT stage_visits.went_on AND stage_visits.deal_outcome = 'open' THEN 1 ELSE 0 END AS still_open,
    1 AS entered,
    CASE
        WHEN stage_visits.known = 0 THEN 'entered after the data ends'
        WHEN stage_visits.repeats = 1 THEN 'repeats the stage the deal was in'
        WHEN stage_visits.deal IS NULL THEN 'of a deal that no file has brought'
        WHEN stage_visits.deal_outcome IS NULL THEN 'of a deal whose stage has no known outcome'
        WHEN stage_visits.deal_outcome = 'ignore' THEN 'of a deal set aside as a test or a duplicate'
        WHEN stage_visits.stage_outcome IS NULL THEN 'stage without a known outcome'
        WHEN stage_visits.stage_outcome <> 'open' THEN 'a stage in which deals are closed'
        WHEN stage_visits.time_in_stage > 1 THEN 'back in a stage it had been in'
    END AS left_out
FROM stage_visits
