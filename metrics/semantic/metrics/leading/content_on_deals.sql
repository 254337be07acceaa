-- title: Content on deals
-- summary: The share of sellers who used enablement content on a deal.
-- definition: Distinct active sellers with at least one access that names a deal ÷ active sellers, both within the
--   period. Sellers are people in sales who don't manage others. A day is a day of the workspace's time zone.
-- example: Of 25 active sellers 14 used something on a deal: 14 ÷ 25 = 56 %.
-- kind: leading
-- group: Content
-- order: 11
-- unit: share
-- better: higher
-- shape: event
-- measure: distinct
-- value: used_on_deal / active
-- interval: wilson
-- population: sellers
-- reads: content_access (person_id, accessed_at, opportunity_id)
-- rules: B11
SELECT
    accesses.*,
    accesses.accessed_day AS happened_on,
    accesses.person AS who,
    CASE
        WHEN accesses.accessed_day > accesses.data_through THEN 'accessed after the data ends'
        WHEN accesses.opportunity_id IS NULL THEN 'not on a deal'
    END AS left_out
FROM accesses
