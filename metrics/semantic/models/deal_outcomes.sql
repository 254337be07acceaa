-- Every stored deal with its outcome and the day it closed.
-- Belief: a stage set aside as a test or duplicate, then is_closed and is_won, then the stage's word. A lost reason may
-- turn a lost deal into one without a decision. Closed on the day the deal says; where it says none, on the last entry
-- into a closed stage of its history.
WITH last_closed AS (
    SELECT stage_entries.opportunity_id, MAX(stage_entries.entered_on) AS entered_on
    FROM stage_entries
    WHERE stage_entries.closes = 1 AND stage_entries.repeats = 0
    GROUP BY stage_entries.opportunity_id
),
believed AS (
    SELECT
        opportunities.*,
        CASE
            WHEN stage_outcomes.outcome = 'ignore' THEN 'ignore'
            WHEN opportunities.is_won THEN 'won'
            WHEN NOT opportunities.is_closed THEN 'open'
            WHEN stage_outcomes.outcome = 'no_decision' THEN 'no_decision'
            WHEN opportunities.is_closed AND NOT opportunities.is_won THEN 'lost'
            WHEN opportunities.is_closed AND stage_outcomes.outcome = 'open' THEN NULL
            WHEN NOT opportunities.is_won AND stage_outcomes.outcome = 'won' THEN NULL
            ELSE stage_outcomes.outcome
        END AS word_outcome
    FROM opportunities
    LEFT JOIN stage_outcomes
        ON stage_outcomes.stage = opportunities.stage AND stage_outcomes.pipeline = COALESCE(opportunities.pipeline, '')
)
SELECT
    believed.*,
    CASE
        WHEN believed.word_outcome = 'lost' AND reason_outcomes.outcome = 'no_decision' THEN 'no_decision'
        ELSE believed.word_outcome
    END AS outcome,
    CASE
        WHEN believed.word_outcome IN ('won', 'lost', 'no_decision')
            THEN COALESCE(believed.closed_on, last_closed.entered_on)
    END AS closed_day,
    last_closed.entered_on AS history_closed_on
FROM believed
LEFT JOIN last_closed ON last_closed.opportunity_id = believed.opportunity_id
LEFT JOIN reason_outcomes ON reason_outcomes.lost_reason = believed.lost_reason
