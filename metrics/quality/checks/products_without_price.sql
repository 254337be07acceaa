-- title: Products sold without a list price
-- table: products
-- severity: changes numbers
-- metrics: average_discount
-- effect: Deals of these products have no list price, unless they name one themselves, and are left out of discounts.
-- fix: Add their list price to the price list and import it again.
-- reads: opportunities (product_id), products (product_id, list_price)
WITH sold AS (
    SELECT product_id FROM opportunities
    UNION ALL
    SELECT product FROM deal_lines
)
SELECT
    COALESCE(products.name, products.product_id) || ': ' || COUNT(*)
        || CASE WHEN COUNT(*) = 1 THEN ' deal' ELSE ' deals' END AS found,
    products.product_id,
    products.name,
    COUNT(*) AS deals
FROM sold
LEFT JOIN product_words AS by_id ON by_id.word = sold.product_id AND by_id.rank = 1
LEFT JOIN product_words AS by_name ON by_name.word = LOWER(TRIM(sold.product_id)) AND by_name.rank = 2
JOIN products ON products.product_id = COALESCE(by_id.product_id, by_name.product_id)
WHERE products.list_price IS NULL
GROUP BY products.product_id, products.name
ORDER BY deals DESC, products.product_id
