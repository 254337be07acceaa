-- The currencies of deals whose rates lead only into other currencies than the workspace's, as after its currency was
-- changed; none where any rate leads into it, as single deals without one are counted then.
SELECT DISTINCT rates.currency, rates."into"
FROM rates
INNER JOIN opportunities ON UPPER(TRIM(opportunities.currency)) = UPPER(TRIM(rates.currency))
CROSS JOIN workspace
WHERE
    opportunities.amount IS NOT NULL
    AND UPPER(TRIM(opportunities.currency)) <> workspace.currency
    AND NOT EXISTS (SELECT 1 FROM rate_spells)
ORDER BY 1, 2
