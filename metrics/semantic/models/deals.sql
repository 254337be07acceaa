-- Every stored deal: outcome, day of closing, seller, and its money in the workspace's currency on that day (and, as
-- `created_value`, on the day it was created). `unusable` says why a deal is not a decided one,
-- `creation_unusable` why nothing can be counted from the day it was created: a close more than a day before it, as the
-- dates of two time zones may be that far apart.
-- List value: list amount; else amount ÷ (1 − discount); else the product's list price × quantity, of several products the
-- sum. What isn't above zero is none, and neither is a discount of 100 % or more a way to one.
-- Seen from an earlier day than the data ends, a deal that closed in between is still open.
WITH seen AS (
    SELECT
        deal_outcomes.*,
        workspace.data_through,
        workspace.kind_known,
        workspace.quantity_default,
        COALESCE(UPPER(TRIM(deal_outcomes.currency)), workspace.currency) = workspace.currency AS is_own_currency,
        CASE
            WHEN deal_outcomes.closed_day > workspace.data_through AND deal_outcomes.closed_day <= workspace.known_through
                THEN TRUE
            ELSE FALSE
        END AS closed_since
    FROM deal_outcomes
    CROSS JOIN workspace
),
as_seen AS (
    SELECT
        seen.*,
        CASE WHEN seen.closed_since AND seen.outcome <> 'ignore' THEN 'open' ELSE seen.outcome END AS outcome_then,
        CASE WHEN NOT seen.closed_since THEN seen.closed_day END AS closed_then
    FROM seen
),
priced AS (
    SELECT
        as_seen.*,
        COALESCE(as_seen.quantity, as_seen.quantity_default) AS units,
        CASE WHEN as_seen.is_own_currency THEN 1 ELSE rate_spells.rate END AS rate,
        CASE WHEN as_seen.is_own_currency THEN 1 ELSE first_rates.rate END AS first_rate,
        CASE
            WHEN as_seen.outcome_then IS NULL THEN 'stage without a known outcome'
            WHEN as_seen.outcome_then = 'ignore' THEN 'set aside as a test or a duplicate'
            WHEN as_seen.outcome_then = 'open' THEN 'still open'
            WHEN as_seen.closed_then IS NULL THEN 'closed without a close date'
            WHEN as_seen.closed_then > as_seen.data_through THEN 'closed after the data ends'
        END AS unusable,
        CASE
            WHEN as_seen.created_on IS NULL THEN 'no creation date'
            WHEN DATE_DIFF('day', as_seen.closed_then, as_seen.created_on) > 1 THEN 'closed before it was created'
        END AS creation_unusable,
        GREATEST(DATE_DIFF('day', as_seen.created_on, as_seen.closed_then), 0) AS days_to_close
    FROM as_seen
    LEFT JOIN rate_spells
        ON rate_spells.currency = UPPER(TRIM(as_seen.currency))
        AND COALESCE(as_seen.closed_then, as_seen.data_through) >= rate_spells.valid_from
        AND COALESCE(as_seen.closed_then, as_seen.data_through) < rate_spells.valid_to
    LEFT JOIN rate_spells AS first_rates
        ON first_rates.currency = UPPER(TRIM(as_seen.currency))
        AND as_seen.created_on >= first_rates.valid_from AND as_seen.created_on < first_rates.valid_to
)
SELECT
    priced.opportunity_id,
    priced.stage,
    priced.pipeline,
    priced.owner,
    person_numbers.person AS seller,
    priced.account_id,
    COALESCE(accounts.name, priced.account_id) AS account,
    accounts.industry,
    accounts.segment AS account_segment,
    accounts.region AS account_region,
    COALESCE(products.name, priced.product_id) AS product,
    products.tier,
    priced.kind,
    priced.source,
    priced.currency,
    priced.lost_reason,
    priced.created_on,
    priced.closed_on,
    priced.amount,
    priced.outcome_then AS outcome,
    priced.data_through,
    priced.closed_then AS closed_day,
    priced.unusable,
    priced.creation_unusable,
    priced.days_to_close,
    priced.history_closed_on,
    CASE
        WHEN priced.kind_known THEN LOWER(NULLIF(TRIM(priced.kind), '')) IN ('new', 'new business', 'new customer', 'new logo', 'newbusiness')
        ELSE TRUE
    END AS is_new_business,
    CAST(priced.amount * priced.rate AS DECIMAL(18, 4)) AS net_value,
    CAST(priced.amount * priced.first_rate AS DECIMAL(18, 4)) AS created_value,
    CAST(
        COALESCE(
            CASE WHEN priced.list_amount > 0 THEN priced.list_amount * priced.rate END,
            CASE
                WHEN priced.amount > 0 AND priced.discount_pct < 1
                    THEN CAST(priced.amount * priced.rate AS DOUBLE) / (1 - priced.discount_pct)
            END,
            CASE WHEN products.list_price > 0 AND priced.units > 0 THEN products.list_price * priced.units END,
            line_prices.list_price
        ) AS DECIMAL(18, 4)
    ) AS list_value,
    priced.import_number,
    priced.line
    /* kept columns of opportunities from priced */
    /* kept columns of accounts */
FROM priced
LEFT JOIN person_numbers ON person_numbers.reference = priced.owner
LEFT JOIN accounts ON accounts.account_id = priced.account_id
LEFT JOIN product_words AS by_id ON by_id.word = priced.product_id AND by_id.rank = 1
LEFT JOIN product_words AS by_name ON by_name.word = LOWER(TRIM(priced.product_id)) AND by_name.rank = 2
LEFT JOIN products ON products.product_id = COALESCE(by_id.product_id, by_name.product_id)
LEFT JOIN line_prices ON line_prices.opportunity_id = priced.opportunity_id
