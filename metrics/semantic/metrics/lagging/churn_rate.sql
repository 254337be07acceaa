-- title: Churn rate
-- summary: Of the customers we began a period with, the share that left within it.
-- definition: Customers active on the first day of the period that left within it ÷ customers active on that first
--   day. A customer with several contracts is there while one of them is, and counted with the oldest. Its last
--   day is an end date, which still counts as active; another contract within the grace period (30 days, a
--   setting) is a renewal, and so is the term of a contract that renews. Customers won within the period are in
--   neither.
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
-- changed: 2026-12, contracts of a customer stand side by side: their values add, it is there while one is; a gap up to
--   the grace period is a renewal, the term of a contract that renews is no end; by an end reason those who left for it are
--   divided by everybody. 2026-12, a contract that its status says was cancelled doesn't renew, a notice is no end where
--   another day says it, and trials, drafts and former versions of contracts count as no customers.
-- rules: B12
SELECT
    customer_spells.*,
    customer_spells.spell_from AS valid_from,
    customer_spells.spell_to AS valid_to,
    customer_spells.account_person AS who,
    customer_spells.customer AS subject,
    1 AS weight,
    CASE
        WHEN customer_spells.superseded THEN 'rows with a contract id took its place'
        WHEN customer_spells.spell_to <= customer_spells.spell_from THEN 'ended before it started'
    END AS left_out
FROM customer_spells
