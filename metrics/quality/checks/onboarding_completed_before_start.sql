-- title: Onboarding completed before it began
-- table: onboarding
-- severity: changes numbers
-- metrics: onboarding_time
-- effect: A time below zero is no time: these onboardings are left out.
-- fix: Correct the day of hiring or of completion.
-- reads: onboarding (person_id, started_on, completed_on)
SELECT
    person_id || ': began ' || hired_on || ', completed ' || completed_on AS found,
    person_id, milestone, hired_on, completed_on, import_number, line
FROM onboardings
WHERE completed_on < hired_on
ORDER BY completed_on, person_id
