-- How many customers left between two days, and how many of them so late that a contract may still follow within the
-- grace period: had it ended before the data does, nobody could tell yet.
SELECT
    COUNT(DISTINCT customer_spells.customer) AS customers,
    COUNT(
        DISTINCT CASE
            WHEN DATE_DIFF('day', customer_spells.left_on, workspace.data_through) <= workspace.renewal_grace_days
                THEN customer_spells.customer
        END
    ) AS may_return
FROM customer_spells
CROSS JOIN workspace
WHERE customer_spells.lasts AND customer_spells.left_on >= $first AND customer_spells.left_on <= $last
    AND customer_spells.left_on <= workspace.data_through
