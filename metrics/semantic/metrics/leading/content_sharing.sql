-- title: Content sharing
-- summary: The share of sellers who shared enablement content.
-- definition: Distinct active sellers with at least one access that shares it ÷ active sellers, both within the
--   period. Sellers are people in sales who don't manage others. A day is a day of the workspace's time zone.
-- example: Of 25 active sellers 9 shared something: 9 ÷ 25 = 36 %.
-- kind: leading
-- group: Content
-- order: 10
-- unit: share
-- better: higher
-- shape: event
-- measure: distinct
-- value: shared / active
-- interval: wilson
-- population: sellers
-- reads: content_access (person_id, accessed_at, action)
-- rules: B11
SELECT
    accesses.*,
    accesses.accessed_day AS happened_on,
    accesses.person AS who,
    CASE
        WHEN accesses.accessed_day > accesses.data_through THEN 'accessed after the data ends'
        WHEN accesses.action IS NULL THEN 'not known what was done with it'
        WHEN LOWER(TRIM(accesses.action)) <> 'share' THEN 'not shared'
    END AS left_out
FROM accesses
