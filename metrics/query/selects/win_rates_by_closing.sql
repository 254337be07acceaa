-- The facts of the four win rates by the day a deal closed: how it ended, when it was created, whether it has an amount.
SELECT
    deals.*,
    deals.closed_day AS happened_on,
    deals.seller AS who,
    1 AS deals_counted,
    CASE WHEN deals.outcome = 'won' AND deals.unusable IS NULL THEN 1 ELSE 0 END AS won,
    CASE WHEN deals.outcome = 'won' THEN deals.net_value ELSE 0 END AS won_value,
    deals.net_value AS decided_value,
    deals.outcome AS became,
    CASE WHEN deals.creation_unusable IS NULL THEN CAST(deals.created_on AS VARCHAR) END AS other_day,
    CASE
        WHEN deals.amount IS NULL THEN 'without an amount'
        WHEN deals.net_value IS NULL THEN 'without an exchange rate for its currency'
        WHEN deals.net_value < 0 THEN 'with an amount below zero'
        ELSE 'yes'
    END AS valued,
    deals.unusable AS left_out
FROM deals
