-- title: Time in stage: median days
-- summary: How long deals stay in a stage.
-- definition: Median days from entering a stage to the next one or to the deal's close, by the day it was entered
--   (Kaplan–Meier: deals still in it count for as long as they have been). Entering a stage again is another stay.
--   The last stay of a deal that closed on no known day is left out. Deals are watched until the history ends.
-- example: Stays of 5, 9 and 30 days and one that has lasted 7 so far: the median is 9 days.
-- kind: leading
-- group: Stages
-- order: 21
-- unit: days
-- better: lower
-- shape: duration
-- measure: survival
-- value: days
-- interval: kaplan-meier
-- split: stage
-- reads: stage_history (opportunity_id, stage, entered_on), opportunities (opportunity_id, stage)
-- changed: 2026-12, a row that repeats the stage its deal was in, such as the first of another file, is no entry.
-- rules: D1, D3
SELECT
    stage_visits.*,
    stage_visits.entered_on AS started_on,
    stage_visits.seller AS who,
    DATE_DIFF(
        'day', stage_visits.entered_on, COALESCE(stage_visits.left_stage_on, stage_visits.history_to)
    ) AS days,
    CASE WHEN stage_visits.left_stage_on IS NOT NULL THEN 1 ELSE 0 END AS ended,
    CASE
        WHEN stage_visits.known = 0 THEN 'entered after the data ends'
        WHEN stage_visits.repeats = 1 THEN 'repeats the stage the deal was in'
        WHEN stage_visits.deal IS NULL THEN 'of a deal that no file has brought'
        WHEN stage_visits.deal_outcome IS NULL THEN 'of a deal whose stage has no known outcome'
        WHEN stage_visits.deal_outcome = 'ignore' THEN 'of a deal set aside as a test or a duplicate'
        WHEN stage_visits.stage_outcome IS NULL THEN 'stage without a known outcome'
        WHEN stage_visits.stage_outcome <> 'open' THEN 'a stage in which deals are closed'
        WHEN stage_visits.next_on IS NULL AND COALESCE(stage_visits.deal_unusable, 'still open') <> 'still open'
            THEN stage_visits.deal_unusable
        WHEN stage_visits.left_stage_on < stage_visits.entered_on THEN 'entered after its deal closed'
    END AS left_out
FROM stage_visits
