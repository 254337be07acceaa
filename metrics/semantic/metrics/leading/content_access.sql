-- title: Content access
-- summary: The share of sellers who opened enablement content.
-- definition: Distinct active sellers with at least one access ÷ active sellers, both within the period. Sellers are
--   people in sales who don't manage others. A day is a day of the workspace's time zone.
-- example: Of 25 active sellers 20 opened something: 20 ÷ 25 = 80 %.
-- kind: leading
-- group: Content
-- headline: yes
-- order: 3
-- unit: share
-- better: higher
-- shape: event
-- measure: distinct
-- value: accessed / active
-- interval: wilson
-- population: sellers
-- reads: content_access (person_id, accessed_at)
-- rules: B11
SELECT
    accesses.*,
    accesses.accessed_day AS happened_on,
    accesses.person AS who,
    CASE WHEN accesses.accessed_day > accesses.data_through THEN 'accessed after the data ends' END AS left_out
FROM accesses
