-- title: Time to first won deal: median days
-- summary: How long a new seller needs to win a first deal.
-- definition: Median days from hiring to the first won deal of any kind, by the month or quarter the seller was hired
--   (Kaplan–Meier: sellers without one yet, and sellers who left without one, count for as long as they were
--   watched). Sellers hired before the deals begin are left out, as their first may not be on record; of several
--   hirings the first counts.
-- example: Three sellers won their first deal after 50, 70 and 100 days, one has none after 40: the median is 70
--   days.
-- kind: leading
-- group: Onboarding
-- order: 9
-- unit: days
-- better: lower
-- shape: duration
-- measure: survival
-- value: days
-- interval: kaplan-meier
-- reads: people (person_id, started_on), opportunities (opportunity_id, stage, closed_on, owner)
-- changed: 2026-12, a deal counts on the day it says it closed, whatever its stage history says before; without one, on the
--   last entry into a closed stage. Closed before it was created, it counts in all but its days.
-- rules: B11
SELECT
    first_wins.*,
    first_wins.person AS who,
    DATE_DIFF('day', first_wins.started_on, first_wins.watched_until) AS days,
    CASE WHEN first_wins.won_on IS NOT NULL THEN 1 ELSE 0 END AS ended,
    CASE
        WHEN first_wins.hiring > 1 THEN 'another spell of the same person'
        WHEN NOT COALESCE(first_wins.sells, FALSE) THEN 'not hired as a seller'
        WHEN first_wins.started_on IS NULL THEN 'no day of hiring'
        WHEN first_wins.started_on < first_wins.deals_from THEN 'hired before the deals begin'
        WHEN first_wins.started_on > first_wins.deals_to THEN 'hired after the deals end'
        WHEN first_wins.watched_until < first_wins.started_on THEN 'left before the day of hiring'
    END AS left_out
FROM first_wins
