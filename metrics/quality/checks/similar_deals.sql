-- title: Deals that look like one entered twice
-- table: opportunities
-- severity: worth a look
-- metrics: win_rate, new_business_revenue, average_discount, deal_velocity, quota_attainment, quota_attained, time_to_first_won_deal
-- effect: If they are one deal, it counts several times.
-- fix: Set the surplus ones aside in the CRM with a stage for duplicates, or remove them, and export again.
-- reads: opportunities (opportunity_id, account_id, amount, created_on)
WITH described AS (
    -- Two exports may name an account and a seller differently: by id in one, by name in the other.
    SELECT *, hash(LOWER(TRIM(account)), LOWER(TRIM(product)), seller, created_on, closed_on, amount) AS description
    FROM deals
    WHERE account_id IS NOT NULL AND amount <> 0 AND created_on IS NOT NULL AND COALESCE(outcome, '') <> 'ignore'
),
repeated AS (
    SELECT description FROM described GROUP BY description HAVING COUNT(*) > 1
)
SELECT
    string_agg(opportunity_id, ', ' ORDER BY opportunity_id) || ': ' || MIN(account) || ', ' || amount::DECIMAL(18, 2)
        || ', created ' || created_on AS found,
    string_agg(opportunity_id, ', ' ORDER BY opportunity_id) AS opportunity_ids,
    MIN(account) AS account, MIN(product) AS product, MIN(owner) AS owner, created_on, closed_on, amount
FROM described
WHERE description IN (SELECT description FROM repeated)
GROUP BY LOWER(TRIM(account)), LOWER(TRIM(product)), seller, created_on, closed_on, amount
HAVING COUNT(*) > 1
ORDER BY amount DESC, found
