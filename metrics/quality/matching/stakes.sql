-- What is at stake for every word that names nobody: rows of each table that refer to it, and the value of the deals it
-- won. Those with most at stake come first, and of each its tables in the order of their names.
WITH unknown AS (
    SELECT reference FROM person_references WHERE person_id IS NULL
),
referred AS (
    /* for each person column, UNION ALL:
        SELECT {column} AS reference, '{table}' AS source, COUNT(*) AS records FROM {table} GROUP BY {column} */
),
won AS (
    SELECT owner AS reference, SUM(CASE WHEN outcome = 'won' AND unusable IS NULL THEN net_value END) AS won_value
    FROM deals
    GROUP BY owner
),
counted AS (
    SELECT
        referred.reference,
        referred.source,
        SUM(referred.records)::BIGINT AS records,
        SUM(SUM(CASE WHEN referred.source = 'opportunities' THEN referred.records ELSE 0 END)) OVER each AS deals,
        SUM(SUM(referred.records)) OVER each AS all_records
    FROM referred
    INNER JOIN unknown ON unknown.reference = referred.reference
    GROUP BY referred.reference, referred.source
    WINDOW each AS (PARTITION BY referred.reference)
)
SELECT
    counted.reference,
    COALESCE(any_value(won.won_value), 0)::DECIMAL(18, 2) AS won_value,
    list(counted.source ORDER BY counted.source) AS sources,
    list(counted.records ORDER BY counted.source) AS records
FROM counted
LEFT JOIN won ON won.reference = counted.reference
GROUP BY counted.reference
ORDER BY 2 DESC, any_value(counted.deals) DESC, any_value(counted.all_records - counted.deals) DESC, 1
