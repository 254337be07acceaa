-- title: Closed deals that somebody else has now
-- table: opportunities
-- severity: worth a look
-- metrics: win_rate, new_business_revenue, average_discount, deal_velocity, quota_attainment, quota_attained, time_to_first_won_deal
-- effect: They count for the owner who closed them, not for the one they were handed to; “Owner now” groups by the latter.
-- fix: Nothing, if they were handed over; else correct the owner in the CRM and bring back the version before.
-- reads: opportunities (owner, kept__owner_now)
WITH meant AS (
    SELECT deals.opportunity_id, MIN(person_words.person_id) AS person_id
    FROM deals
    JOIN person_words ON person_words.word IN (deals.kept__owner_now, LOWER(TRIM(deals.kept__owner_now)))
    GROUP BY deals.opportunity_id
)
SELECT
    deals.opportunity_id || ': closed by ' || deals.owner || ', now with ' || deals.kept__owner_now AS found,
    deals.opportunity_id, deals.stage, deals.owner AS owner_at_closing, deals.kept__owner_now AS owner_now,
    deals.closed_day, deals.amount, deals.import_number, deals.line
FROM deals
LEFT JOIN person_references ON person_references.reference = deals.owner
LEFT JOIN meant ON meant.opportunity_id = deals.opportunity_id
WHERE deals.kept__owner_now IS NOT NULL
    AND (meant.person_id IS NULL OR person_references.person_id IS NULL OR meant.person_id <> person_references.person_id)
ORDER BY deals.closed_day DESC, deals.opportunity_id
