-- The days the deals speak of, as the workspace's people say or else as the deals that count do: a mistyped year
-- doesn't.
SELECT
    COALESCE(workspace.deals_from, MIN(CASE WHEN deals.unusable IS NULL THEN deals.closed_day END)) AS first_day,
    COALESCE(
        workspace.deals_from,
        MIN(
            CASE
                WHEN deals.creation_unusable IS NULL AND COALESCE(deals.outcome, 'open') <> 'ignore' THEN deals.created_on
            END
        )
    ) AS first_created_day,
    COALESCE(
        workspace.deals_to,
        GREATEST(
            MAX(CASE WHEN deals.unusable IS NULL THEN deals.closed_day END),
            MAX(
                CASE
                    WHEN deals.created_on <= workspace.data_through
                        AND (deals.unusable IS NULL OR deals.outcome IS NULL OR deals.outcome = 'open')
                        THEN deals.created_on
                END
            )
        )
    ) AS last_day
FROM workspace
LEFT JOIN deals ON deals.opportunity_id IS NOT NULL
GROUP BY workspace.deals_from, workspace.deals_to
