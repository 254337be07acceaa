-- title: Revenue churn
-- summary: Of the yearly revenue we began a period with, the share that left with its customers.
-- definition: Annual value, on the first day of the period, of the customers that left within it ÷ annual value of
--   all customers on that day. Customers who stay at a lower value are no churn here. Contracts of a customer that
--   run at once add up, and it is counted with the largest. A customer with a spell without a value is left out
--   altogether and counted. Values are taken to be in the workspace's currency. One that left and came back within
--   the period has left.
-- example: Customers worth 100,000 and 20,000 a year, the second leaves: 20,000 ÷ 120,000 = 16.7 %.
-- kind: lagging
-- group: Customers
-- order: 9
-- unit: share
-- better: lower
-- shape: spell
-- measure: ratio
-- stock: left
-- value: value_lost / value_at_start
-- interval: ratio clustered by customer
-- reads: customers (customer_id, valid_from, started_on, ended_on, annual_value)
-- changed: 2026-12, contracts of a customer stand side by side: their values add, it is there while one is; a gap up to
--   the grace period is a renewal, the term of a contract that renews is no end; by an end reason those who left for it are
--   divided by everybody.
-- rules: B12, C4
SELECT
    customer_spells.*,
    customer_spells.spell_from AS valid_from,
    customer_spells.spell_to AS valid_to,
    customer_spells.account_person AS who,
    customer_spells.customer AS subject,
    customer_spells.annual_value AS weight,
    CASE
        WHEN customer_spells.superseded THEN 'rows with a contract id took its place'
        WHEN customer_spells.spell_to <= customer_spells.spell_from THEN 'ended before it started'
        WHEN customer_spells.value_unknown THEN 'customer without an annual value in one of its spells'
    END AS left_out
FROM customer_spells
