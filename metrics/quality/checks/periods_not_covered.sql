-- title: Periods a table doesn't cover
-- table: opportunities
-- severity: worth a look
-- metrics: win_rate, new_business_revenue, average_discount, deal_velocity, quota_attainment, quota_attained, time_to_first_won_deal, training_attendance, content_access, customer_hours
-- effect: Before a table begins and after it ends its metrics have no value; a month of silence inside it counts as a real zero.
-- fix: Import the missing export, or set in Settings which days the table covers.
-- reads:
WITH happened AS (
    /* for each month, UNION ALL: SELECT '{table}' AS source, {day} AS day FROM {relation}{where} */
),
months AS (
    SELECT source, date_trunc('month', day)::DATE AS month, MIN(day) AS first_day, MAX(day) AS last_day
    FROM happened
    CROSS JOIN workspace
    WHERE day <= workspace.data_through
    GROUP BY source, date_trunc('month', day)
),
following AS (
    SELECT
        source,
        last_day,
        LEAD(month) OVER (PARTITION BY source ORDER BY month) AS next_month,
        LEAD(first_day) OVER (PARTITION BY source ORDER BY month) AS next_day,
        month
    FROM months
),
silent AS (
    SELECT source, last_day + 1 AS first_day, next_day - 1 AS last_day, 'nothing' AS what
    FROM following
    WHERE next_month > (month + INTERVAL 1 MONTH)
    UNION ALL
    SELECT months.source, MAX(months.last_day) + 1, MAX(workspace.data_through), 'ends'
    FROM months
    CROSS JOIN workspace
    GROUP BY months.source
    HAVING MAX(workspace.data_through) - MAX(months.last_day) > 31
    UNION ALL
    SELECT source, (SELECT MIN(first_day) FROM months), MIN(first_day) - 1, 'begins'
    FROM months
    GROUP BY source
    HAVING MIN(first_day) - (SELECT MIN(first_day) FROM months) > 31
)
SELECT
    source || CASE what
        WHEN 'begins' THEN ' begins on ' || (last_day + 1) || ', ' || (last_day + 1 - first_day) || ' days after the first table'
        WHEN 'ends' THEN ' ends on ' || (first_day - 1) || ', ' || (last_day - first_day + 1) || ' days before the data ends'
        ELSE ' has nothing from ' || first_day || ' to ' || last_day
    END AS found,
    source AS table_name,
    first_day,
    last_day
FROM silent
ORDER BY table_name, first_day
