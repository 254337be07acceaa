-- title: Won deals sold above their list price
-- table: opportunities
-- severity: worth a look
-- metrics: average_discount
-- effect: They count as a negative discount and hide part of the discounts given elsewhere.
-- fix: Check the quantity, the list price and what “amount” stands for (a year, or the whole contract).
-- reads: opportunities (opportunity_id, stage, amount)
SELECT
    opportunity_id || ': sold at ' || net_value::DECIMAL(18, 2) || ', listed at ' || list_value::DECIMAL(18, 2) AS found,
    opportunity_id, product, owner, closed_day, net_value, list_value, import_number, line
FROM deals
WHERE outcome = 'won' AND unusable IS NULL AND list_value > 0 AND net_value > list_value * 1.005
ORDER BY net_value - list_value DESC, opportunity_id
