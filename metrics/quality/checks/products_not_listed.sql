-- title: Products that the price list doesn't have
-- table: opportunities
-- severity: changes numbers
-- metrics: average_discount
-- effect: Deals of these products have no list price, unless they name one themselves, and are left out of discounts.
-- fix: Write the product in the price list as the deals write it, and import the list again.
-- reads: opportunities (product_id), products (product_id)
-- nearest: products (name, product_id)
WITH sold AS (
    SELECT product_id, list_amount, discount_pct FROM opportunities WHERE product_id IS NOT NULL
    UNION ALL
    SELECT deal_lines.product, opportunities.list_amount, opportunities.discount_pct
    FROM deal_lines
    JOIN opportunities ON opportunities.opportunity_id = deal_lines.opportunity_id
),
written AS (
    SELECT
        product_id,
        COUNT(*) AS deals,
        COUNT(*) FILTER (WHERE list_amount IS NULL AND discount_pct IS NULL) AS without_list_value
    FROM sold
    GROUP BY product_id
)
SELECT
    written.product_id || ': ' || written.deals || CASE WHEN written.deals = 1 THEN ' deal' ELSE ' deals' END AS found,
    written.product_id AS sought,
    written.deals,
    written.without_list_value
FROM written
LEFT JOIN product_words AS by_id ON by_id.word = written.product_id AND by_id.rank = 1
LEFT JOIN product_words AS by_name ON by_name.word = LOWER(TRIM(written.product_id)) AND by_name.rank = 2
WHERE by_id.product_id IS NULL AND by_name.product_id IS NULL
ORDER BY written.deals DESC, written.product_id
