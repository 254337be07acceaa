-- title: Leads that went on before they came
-- table: leads
-- severity: changes numbers
-- metrics: meetings_booked, lead_to_meeting, meeting_to_qualified, qualified_to_won
-- effect: They count under the day they were created, though a meeting, qualification or rejection came before it.
-- fix: Correct the days of the lead.
-- reads: leads (lead_id, created_on)
SELECT
    lead_id || ': created ' || created_on || ', then '
    || LEAST(
        COALESCE(meeting_on, DATE '9999-12-31'), COALESCE(qualified_on, DATE '9999-12-31'),
        COALESCE(disqualified_on, DATE '9999-12-31')
    ) AS found,
    lead_id, generator, created_on, meeting_on, qualified_on, disqualified_on, import_number, line
FROM leads
WHERE meeting_on < created_on OR qualified_on < created_on OR disqualified_on < created_on
ORDER BY created_on, lead_id
