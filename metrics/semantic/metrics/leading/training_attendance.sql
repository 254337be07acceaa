-- title: Training attendance
-- summary: The share of customer-facing people who attended a training.
-- definition: People who attended at least one session ÷ people active and customer-facing, both within the period. A
--   person who changed team in the period counts in each.
-- example: Of 40 customer-facing people 30 came to at least one session: 30 ÷ 40 = 75 %.
-- kind: leading
-- group: Training
-- headline: yes
-- order: 1
-- unit: share
-- better: higher
-- shape: event
-- measure: distinct
-- value: attended / active
-- interval: wilson
-- population: customer-facing
-- reads: training (person_id, held_on, attended)
-- rules: B11
SELECT
    attendances.*,
    attendances.held_on AS happened_on,
    attendances.person AS who,
    CASE
        WHEN attendances.held_on IS NULL THEN 'no day of a session'
        WHEN attendances.held_on > attendances.data_through THEN 'held after the data ends'
        WHEN attendances.attended IS NULL THEN 'attendance not known'
        WHEN NOT attendances.attended THEN 'did not attend'
    END AS left_out
FROM attendances
