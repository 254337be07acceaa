-- Every stored row of a stage history, in the order they happened. Of rows on one day closed stages are the last. A row that
-- repeats the stage its deal was in, as where a file begins with what an earlier one ended with, is no entry (`repeats`).
WITH entries AS (
    SELECT
        stage_history.*,
        stage_outcomes.outcome AS stage_outcome,
        CASE WHEN stage_outcomes.outcome IN ('won', 'lost', 'no_decision') THEN 1 ELSE 0 END AS closes
    FROM stage_history
    LEFT JOIN opportunities ON opportunities.opportunity_id = stage_history.opportunity_id
    LEFT JOIN stage_outcomes
        ON stage_outcomes.stage = stage_history.stage AND stage_outcomes.pipeline = COALESCE(opportunities.pipeline, '')
)
SELECT
    entries.*,
    CASE
        WHEN
            LAG(entries.stage) OVER (
                PARTITION BY entries.opportunity_id
                ORDER BY entries.entered_on, entries.closes, entries.import_number, entries.line
            ) = entries.stage
            THEN 1
        ELSE 0
    END AS repeats
FROM entries
