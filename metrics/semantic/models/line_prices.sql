-- What the products of a deal's lines cost by the list, of deals with several; NULL where one of them has no list price.
SELECT
    deal_lines.opportunity_id,
    CASE
        WHEN COUNT(*) = COUNT(CASE WHEN products.list_price > 0 THEN 1 END)
            THEN SUM(products.list_price * deal_lines.quantity)
    END AS list_price
FROM deal_lines
LEFT JOIN product_words AS by_id ON by_id.word = deal_lines.product AND by_id.rank = 1
LEFT JOIN product_words AS by_name ON by_name.word = LOWER(TRIM(deal_lines.product)) AND by_name.rank = 2
LEFT JOIN products ON products.product_id = COALESCE(by_id.product_id, by_name.product_id)
GROUP BY deal_lines.opportunity_id
