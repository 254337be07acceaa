-- title: Pipeline created
-- summary: What the deals opened are worth.
-- definition: Sum of the amounts of all deals by the day they were created, whatever became of them, in the
--   workspace's currency on that day. A deal's amount is today's: it may have been another when the deal was opened.
--   Deals without an amount, or in a currency without a rate on that day, are left out and counted.
-- example: Deals of 10,000 and 20,000 opened in March, the first lost in May: 30,000 for March.
-- kind: leading
-- group: Pipeline
-- order: 17
-- unit: money
-- better: higher
-- shape: event
-- measure: sum
-- value: opened
-- interval: none
-- reads: opportunities (opportunity_id, stage, created_on, closed_on, amount)
-- changed: 2026-12, deals created before the first one closed count; so does one that closed up to a day before it
--   was created, as two time zones may be that far apart. 2026-12, it is not available where none of the deals that
--   would count can be converted; amounts under the sign or the name of another currency are in that one.
-- rules: B11, C6
SELECT
    deals.*,
    deals.created_on AS happened_on,
    deals.seller AS who,
    deals.created_value AS opened,
    CASE
        WHEN deals.outcome = 'ignore' THEN 'set aside as a test or a duplicate'
        WHEN deals.creation_unusable IS NOT NULL THEN deals.creation_unusable
        WHEN deals.created_on > deals.data_through THEN 'created after the data ends'
        WHEN deals.amount IS NULL THEN 'no amount'
        WHEN deals.created_value IS NULL THEN 'no exchange rate for its currency on the day'
    END AS left_out
FROM deals
