-- The products of deals that have several, each with its quantity, as the import wrote them down: “10 × A ¦ 1 × B”.
WITH places AS (
    SELECT tens.place * 10 + units.place AS place
    FROM (VALUES (0), (1), (2), (3)) AS tens (place)
    CROSS JOIN (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10)) AS units (place)
),
written AS (
    SELECT
        opportunities.opportunity_id,
        SPLIT_PART(opportunities.product_lines, ' ¦ ', places.place) AS line
    FROM opportunities
    CROSS JOIN places
    WHERE opportunities.product_lines IS NOT NULL AND opportunities.product_id IS NULL
)
SELECT
    written.opportunity_id,
    CAST(SPLIT_PART(written.line, ' × ', 1) AS DOUBLE) AS quantity,
    SPLIT_PART(written.line, ' × ', 2) AS product
FROM written
WHERE written.line <> ''
