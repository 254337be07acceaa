-- title: Net revenue retention
-- summary: What the customers we began a period with are worth after it, as a share of what they were.
-- definition: Annual value after the last day of the period of the customers of its first day, 0 for those gone ÷
--   their annual value on the first day. Growth counts, customers won within the period don't. Contracts of a
--   customer that run at once add up, and it is counted with the largest. A customer with a spell without a value
--   is left out altogether and counted.
-- example: Of 100,000 and 20,000 the first grows to 130,000, the second shrinks to 15,000: 145,000 ÷ 120,000 = 120.8
--   %.
-- kind: lagging
-- group: Customers
-- order: 11
-- unit: percent
-- better: higher
-- shape: spell
-- measure: ratio
-- stock: later
-- value: value_after / value_at_start
-- interval: ratio clustered by customer
-- reads: customers (customer_id, valid_from, started_on, ended_on, annual_value)
-- changed: 2026-12, contracts of a customer stand side by side: their values add, it is there while one is; a gap up to
--   the grace period is a renewal, and the term of a contract that renews is no end.
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
