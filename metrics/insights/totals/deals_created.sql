-- title: Deals created
-- summary: How many deals were opened.
-- definition: Deals by the day they were created, whatever became of them.
-- example: 50 deals opened in March, 12 of them won since: 50 for March.
-- kind: leading
-- group: Pipeline
-- order: 4
-- unit: count
-- better: higher
-- shape: event
-- measure: sum
-- value: deals
-- interval: none
-- reads: opportunities (opportunity_id, stage, created_on)
-- rules: B11
SELECT
    deals.*,
    deals.created_on AS happened_on,
    deals.seller AS who,
    1 AS deals,
    CASE
        WHEN deals.outcome = 'ignore' THEN 'set aside as a test or a duplicate'
        WHEN deals.creation_unusable IS NOT NULL THEN deals.creation_unusable
        WHEN deals.created_on > deals.data_through THEN 'created after the data ends'
    END AS left_out
FROM deals
