-- title: Churn rate
-- summary: Of the customers we began a period with, the share that left within it.
-- definition: Customers active on the first day of the period that left within it ÷ customers active on that first
--   day. A customer's last day is its end date, which still counts as active; a contract that another follows the
--   next day is a renewal, and one that runs out with none to follow is a customer who left. Customers won within the
--   period are in neither.
-- example: 200 customers on 1 January, 6 of them gone by 31 March: 6 ÷ 200 = 3 %.
-- kind: lagging
-- group: Customers
-- headline: yes
-- order: 3
-- unit: share
-- better: lower
-- shape: spell
-- measure: ratio
-- stock: left
-- value: churned / active
-- interval: wilson
-- reads: customers (customer_id, started_on, ended_on)
-- changed: 2026-12, by an end reason those who left for it are divided by everybody.
-- rules: B12
SELECT
    customer_spells.*,
    customer_spells.spell_from AS valid_from,
    customer_spells.spell_to AS valid_to,
    customer_spells.account_person AS who,
    1 AS weight,
    CASE
        WHEN customer_spells.spell_to <= customer_spells.spell_from THEN 'ended before it started'
    END AS left_out
FROM customer_spells
