-- title: Onboarded by day 90
-- summary: The share of new hires who complete onboarding within 90 days.
-- definition: One minus the Kaplan–Meier share still on it after day 90, by the month or quarter the person started.
--   Days run from hiring to the last required milestone; people still on it, and people who left before the end,
--   count for as long as they were watched. While nobody has been followed for 90 days there is no value.
-- example: Ten hires, all followed for 90 days or more, seven of them done by then: 70 %.
-- kind: leading
-- group: Onboarding
-- order: 8
-- unit: share
-- better: higher
-- shape: duration
-- measure: survival
-- day: 90
-- value: days
-- interval: kaplan-meier
-- reads: onboarding (person_id, started_on, completed_on)
-- rules: B11
SELECT
    onboardings.*,
    onboardings.hired_on AS started_on,
    onboardings.person AS who,
    DATE_DIFF('day', onboardings.hired_on, onboardings.watched_until) AS days,
    CASE WHEN onboardings.completed_day IS NOT NULL THEN 1 ELSE 0 END AS ended,
    CASE
        WHEN onboardings.milestones_after > 0 THEN 'another milestone of the same onboarding'
        WHEN onboardings.hired_on > onboardings.data_through THEN 'starts after the data ends'
        WHEN onboardings.watched_until < onboardings.hired_on THEN 'completed before it started'
    END AS left_out
FROM onboardings
