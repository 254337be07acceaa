-- The days the deals speak of, as the workspace's people say or else as the deals that count do: a mistyped year
-- doesn't. Closed more than a year before it was created a deal's year is mistyped, unless so many say the same that the
-- CRM they were created in is a later one.
WITH closings AS (
    SELECT
        closed_day,
        CASE
            WHEN creation_unusable = 'closed before it was created' AND DATE_DIFF('day', closed_day, created_on) > 366
                THEN 1
            ELSE 0
        END AS long_before
    FROM deals
    WHERE unusable IS NULL
),
believed AS (
    SELECT SUM(long_before) > 3 AND 10 * SUM(long_before) > COUNT(*) AS of_another_system FROM closings
),
closed AS (
    SELECT
        MIN(CASE WHEN closings.long_before = 0 OR believed.of_another_system THEN closings.closed_day END) AS first_day,
        MAX(closings.closed_day) AS last_day
    FROM closings
    CROSS JOIN believed
),
created AS (
    SELECT
        MIN(
            CASE WHEN creation_unusable IS NULL AND COALESCE(outcome, 'open') <> 'ignore' THEN created_on END
        ) AS first_day,
        MAX(
            CASE
                WHEN created_on <= data_through AND (unusable IS NULL OR outcome IS NULL OR outcome = 'open')
                    AND COALESCE(creation_unusable, 'no creation date') = 'no creation date'
                    THEN created_on
            END
        ) AS last_day
    FROM deals
)
SELECT
    COALESCE(workspace.deals_from, closed.first_day) AS first_day,
    COALESCE(workspace.deals_from, created.first_day) AS first_created_day,
    COALESCE(workspace.deals_to, GREATEST(closed.last_day, created.last_day)) AS last_day
FROM workspace
CROSS JOIN closed
CROSS JOIN created
