-- title: People of other files who are not in the roster
-- table: training
-- severity: changes numbers
-- metrics: training_attendance, content_access, customer_hours, onboarding_time, meetings_booked, quota_attainment
-- effect: What they did is left out of shares of the roster, and stands under “Not matched” elsewhere.
-- fix: Say who they are on Match people, or add them to the roster.
-- reads: people (person_id)
WITH referred AS (
    /* for each participant, UNION ALL:
        SELECT {column} AS reference, '{table}' AS source, COUNT(*) AS records FROM {table} GROUP BY {column} */
)
SELECT
    referred.reference || ': ' || string_agg(referred.records || ' in ' || referred.source, ', ' ORDER BY referred.source)
        AS found,
    referred.reference,
    SUM(referred.records) AS records
FROM referred
JOIN person_references ON person_references.reference = referred.reference
WHERE person_references.person_id IS NULL
GROUP BY referred.reference
ORDER BY records DESC, referred.reference
