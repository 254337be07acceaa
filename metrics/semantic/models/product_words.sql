-- The words that name a product: its id, or a name that no other product's id or name shares.
WITH words AS (
    SELECT product_id AS word, product_id, 1 AS rank FROM products
    UNION
    SELECT LOWER(TRIM(name)), product_id, 2 FROM products WHERE name IS NOT NULL
)
SELECT word, rank, MIN(product_id) AS product_id
FROM words
GROUP BY word, rank
HAVING COUNT(DISTINCT words.product_id) = 1
