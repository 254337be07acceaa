-- Every stored entry of a deal into a stage, in the order they happened: how long it stayed, and whether the deal
-- went on to a stage it had not been in. Rows that repeat the stage before them are none. What happens after the data ends
-- isn't known yet.
WITH entries AS (
    SELECT
        stage_entries.opportunity_id,
        stage_entries.stage,
        stage_entries.entered_on,
        stage_entries.import_number,
        stage_entries.line,
        stage_entries.stage_outcome,
        stage_entries.closes,
        stage_entries.repeats,
        deals.opportunity_id AS deal,
        deals.pipeline,
        deals.kind,
        deals.source,
        deals.product,
        deals.account_segment,
        deals.account_region,
        deals.seller,
        deals.outcome AS deal_outcome,
        deals.unusable AS deal_unusable,
        deals.closed_day,
        CASE WHEN stage_entries.entered_on <= workspace.data_through THEN 1 ELSE 0 END AS known,
        workspace.data_through
        /* kept columns of stage_history from stage_entries */
    FROM stage_entries
    CROSS JOIN workspace
    LEFT JOIN deals ON deals.opportunity_id = stage_entries.opportunity_id
),
ordered AS (
    SELECT
        entries.*,
        ROW_NUMBER() OVER (
            PARTITION BY opportunity_id, known, repeats ORDER BY entered_on, closes, import_number, line
        ) AS place,
        ROW_NUMBER() OVER (
            PARTITION BY opportunity_id, known, repeats, stage ORDER BY entered_on, closes, import_number, line
        ) AS time_in_stage,
        LEAD(entered_on) OVER (
            PARTITION BY opportunity_id, known, repeats ORDER BY entered_on, closes, import_number, line
        ) AS next_on
    FROM entries
)
SELECT
    ordered.*,
    MAX(
        CASE
            WHEN ordered.time_in_stage = 1 AND COALESCE(ordered.stage_outcome, 'open') IN ('open', 'won')
                THEN ordered.place
            ELSE 0
        END
    ) OVER (PARTITION BY ordered.opportunity_id, ordered.known, ordered.repeats) > ordered.place AS went_on,
    MAX(CASE WHEN ordered.known = 1 THEN ordered.entered_on END) OVER () AS history_to,
    COALESCE(ordered.next_on, CASE WHEN ordered.deal_unusable IS NULL THEN ordered.closed_day END) AS left_stage_on
FROM ordered
