-- title: Customer hours: per person and week
-- summary: Hours a customer-facing person spends with customers in a week.
-- definition: Hours with customers ÷ person-weeks, over people active and customer-facing on the day. A person-week
--   is seven active days that the data covers; people without an hour count too.
-- example: Ten people over four weeks, 320 hours in all: 320 ÷ 40 = 8 hours.
-- kind: leading
-- group: Customer time
-- headline: yes
-- order: 4
-- unit: hours
-- better: higher
-- shape: event
-- measure: ratio
-- value: hours / weeks
-- interval: ratio clustered by seller
-- population: customer-facing
-- reads: customer_time (person_id, on_date, hours)
-- rules: B11
SELECT
    customer_hours.*,
    customer_hours.on_date AS happened_on,
    customer_hours.person AS who,
    CAST(customer_hours.hours_written AS DECIMAL(18, 4)) AS hours,
    CASE WHEN customer_hours.on_date > customer_hours.data_through THEN 'after the data ends' END AS left_out
FROM customer_hours
