-- The facts of the four win rates by the day a deal was created: what became of it, and on which other day.
SELECT
    deals.*,
    deals.created_on AS happened_on,
    deals.seller AS who,
    1 AS deals_counted,
    CASE
        WHEN deals.outcome = 'won' AND deals.unusable IS NULL AND deals.creation_unusable IS NULL THEN 1
        ELSE 0
    END AS won,
    CASE WHEN deals.outcome = 'won' THEN deals.net_value ELSE 0 END AS won_value,
    deals.net_value AS decided_value,
    CASE
        WHEN deals.creation_unusable IS NOT NULL THEN deals.creation_unusable
        WHEN deals.unusable IS NULL OR deals.outcome = 'open' THEN deals.outcome
        ELSE deals.unusable
    END AS became,
    CAST(deals.closed_day AS VARCHAR) AS other_day,
    'any' AS valued,
    CASE
        WHEN deals.created_on IS NULL THEN 'no creation date'
        WHEN deals.created_on > deals.data_through THEN 'created after the data ends'
    END AS left_out
FROM deals
