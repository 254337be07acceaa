-- title: Gross revenue retention
-- summary: Of the yearly revenue we began a period with, the share kept, growth not counted.
-- definition: For each customer of the first day of the period the annual value after its last day, at most what
--   it was and 0 for those gone ÷ annual value of all of them on the first day. Growth never counts, so it is at
--   most 100 %. Contracts of a customer that run at once add up, and it is counted with the largest. A customer
--   with a spell without a value is left out altogether and counted. One that left and came back within the period
--   is kept.
-- example: Of 100,000 and 20,000 the first grows to 130,000, the second shrinks to 15,000: 115,000 ÷ 120,000 = 95.8
--   %.
-- kind: lagging
-- group: Customers
-- order: 10
-- unit: share
-- better: higher
-- shape: spell
-- measure: ratio
-- stock: kept
-- value: value_kept / value_at_start
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
