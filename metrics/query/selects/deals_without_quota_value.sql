-- The won deals of sellers with a quota, closed in its days, that add nothing to what was won against it: how many lack
-- what (a kind, an amount, an exchange rate). Quotas that end between two days count.
SELECT
    CASE
        WHEN deals.is_new_business IS NULL THEN 'without a kind'
        WHEN deals.amount IS NULL THEN 'without an amount'
        ELSE 'without an exchange rate for their currency on the day'
    END AS lacking,
    COUNT(DISTINCT deals.opportunity_id) AS deals
FROM quotas
INNER JOIN deals
    ON deals.seller = quotas.person
    AND deals.closed_day >= quotas.period_start AND deals.closed_day <= quotas.period_end
WHERE quotas.no_quota IS NULL AND quotas.period_end >= $first AND quotas.period_end <= $last
    AND quotas.period_end <= quotas.data_through
    AND deals.outcome = 'won' AND deals.unusable IS NULL
    AND (deals.is_new_business IS NULL OR (deals.is_new_business AND deals.net_value IS NULL))
GROUP BY lacking
ORDER BY lacking
