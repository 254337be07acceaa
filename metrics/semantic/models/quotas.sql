-- Every stored target, and why it is no quota (`no_quota`); of those that are a person's quota of new business, what the person won in its days, had open
-- as it began, and how much of it was to be expected: only from days the person was active, and growing with the days
-- since hiring where the settings say that a new seller's quota does (an assumption of the workspace's people). Without
-- a roster nobody knows who was there, and all of it is expected: days between somebody's deals are no absence.
WITH numbered AS (
    SELECT
        targets.*,
        person_numbers.person,
        persons.matched,
        LOWER(TRIM(targets.metric)) IN ('new_business_revenue', 'new-business revenue') AS is_revenue,
        ROW_NUMBER() OVER (ORDER BY targets.import_number, targets.line, targets.period_start, targets.person_id) AS number
    FROM targets
    LEFT JOIN person_numbers ON person_numbers.reference = targets.person_id
    LEFT JOIN persons ON persons.person = person_numbers.person
),
longer AS (
    SELECT DISTINCT numbered.number
    FROM numbered
    INNER JOIN numbered AS part
        ON part.person = numbered.person AND part.is_revenue AND numbered.is_revenue
        AND part.period_start >= numbered.period_start AND part.period_end <= numbered.period_end
        AND part.period_start <= part.period_end AND part.value > 0
        AND (part.period_start > numbered.period_start OR part.period_end < numbered.period_end)
),
won AS (
    SELECT numbered.number, SUM(deals.net_value) AS won_value
    FROM numbered
    INNER JOIN deals
        ON deals.seller = numbered.person
        AND deals.closed_day >= numbered.period_start AND deals.closed_day <= numbered.period_end
    WHERE deals.outcome = 'won' AND deals.unusable IS NULL AND deals.is_new_business
    GROUP BY numbered.number
),
opening AS (
    SELECT numbered.number, SUM(deals.net_value) AS open_value
    FROM numbered
    INNER JOIN deals ON deals.seller = numbered.person AND deals.created_on < numbered.period_start
    WHERE deals.outcome = 'open' OR (deals.unusable IS NULL AND deals.closed_day >= numbered.period_start)
    GROUP BY numbered.number
),
hirings AS (
    SELECT person, MIN(started_on) AS started_on FROM roster GROUP BY person
),
active AS (
    SELECT
        numbered.number,
        workspace.ramp_days,
        DATE_DIFF('day', hirings.started_on, GREATEST(roster.active_from, numbered.period_start)) + 1 AS from_day,
        DATE_DIFF('day', hirings.started_on, LEAST(roster.active_to, CAST(numbered.period_end + INTERVAL 1 DAY AS DATE)))
            AS to_day,
        DATE_DIFF(
            'day',
            GREATEST(roster.active_from, numbered.period_start),
            LEAST(roster.active_to, CAST(numbered.period_end + INTERVAL 1 DAY AS DATE))
        ) AS days
    FROM numbered
    CROSS JOIN workspace
    INNER JOIN roster
        ON roster.person = numbered.person
        AND roster.active_from <= numbered.period_end AND roster.active_to > numbered.period_start
        AND roster.active_from < roster.active_to
    LEFT JOIN hirings ON hirings.person = numbered.person
),
expected AS (
    SELECT
        number,
        SUM(
            CASE
                WHEN from_day IS NULL OR ramp_days <= 0 OR from_day > ramp_days THEN days
                ELSE
                    CAST(
                        LEAST(to_day, ramp_days) * (LEAST(to_day, ramp_days) + 1) - (from_day - 1) * from_day AS DOUBLE
                    ) / (2 * ramp_days)
                    + GREATEST(0, to_day - ramp_days)
            END
        ) AS days
    FROM active
    GROUP BY number
)
SELECT
    numbered.*,
    CAST(numbered.value AS DECIMAL(18, 4)) AS quota,
    COALESCE(won.won_value, 0) AS won_value,
    COALESCE(opening.open_value, 0) AS open_value,
    CASE
        WHEN numbered.period_end < numbered.period_start THEN CAST(0 AS DOUBLE)
        WHEN NOT COALESCE(numbered.matched, FALSE) OR NOT workspace.has_roster THEN CAST(1 AS DOUBLE)
        ELSE
            CAST(COALESCE(expected.days, 0) AS DOUBLE)
            / (DATE_DIFF('day', numbered.period_start, numbered.period_end) + 1)
    END AS expected_share,
    CASE
        WHEN NOT numbered.is_revenue THEN 'a plan for another metric'
        WHEN numbered.person_id IS NULL THEN 'no plan for one person'
        WHEN longer.number IS NOT NULL THEN 'a longer plan, whose parts count'
        WHEN numbered.period_end < numbered.period_start THEN 'ends before it begins'
        WHEN numbered.value <= 0 THEN 'no quota above zero'
    END AS no_quota,
    deals_covered.first_day AS deals_from,
    workspace.data_through
FROM numbered
CROSS JOIN workspace
CROSS JOIN deals_covered
LEFT JOIN longer ON longer.number = numbered.number
LEFT JOIN won ON won.number = numbered.number
LEFT JOIN opening ON opening.number = numbered.number
LEFT JOIN expected ON expected.number = numbered.number
