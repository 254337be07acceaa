-- title: Onboarding time: median days
-- summary: How long a new hire needs to complete onboarding.
-- definition: Median days from hiring to the last required milestone, by the month or quarter the person started
--   (Kaplan–Meier: people still on it, and people who left before the end, count for as long as they were watched).
--   Hiring is the roster's start date where it has one (of several, the last one before the onboarding's own), else
--   the onboarding's own.
-- example: Three hires took 60, 80 and 120 days and one is still on it after 30: the median is 80 days.
-- kind: leading
-- group: Onboarding
-- headline: yes
-- order: 2
-- unit: days
-- better: lower
-- shape: duration
-- measure: survival
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
