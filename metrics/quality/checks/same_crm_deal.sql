-- title: One deal under a short and a long CRM id
-- table: opportunities
-- severity: changes numbers
-- metrics: win_rate, new_business_revenue, average_discount, deal_velocity, quota_attainment, quota_attained, time_to_first_won_deal
-- effect: The 15 and the 18 character form of an id name the same deal, which counts twice.
-- fix: Export both files with the same form of id, and import the complete export.
-- reads: opportunities (opportunity_id)
SELECT
    string_agg(opportunity_id, ', ' ORDER BY length(opportunity_id)) AS found,
    left(opportunity_id, 15) AS short_id,
    string_agg(opportunity_id, ', ' ORDER BY length(opportunity_id)) AS opportunity_ids
FROM opportunities
WHERE regexp_full_match(opportunity_id, '[0-9A-Za-z]{15}([0-9A-Z]{3})?')
GROUP BY left(opportunity_id, 15)
HAVING COUNT(*) > 1 AND COUNT(DISTINCT length(opportunity_id)) = 2
ORDER BY short_id
