-- Every stored call, mail or meeting.
SELECT
    activities.person_id,
    person_numbers.person,
    activities.on_date,
    activities.kind AS activity,
    activities.lead_id,
    activities.opportunity_id,
    workspace.data_through,
    activities.import_number,
    activities.line
    /* kept columns of activities */
FROM activities
CROSS JOIN workspace
LEFT JOIN person_numbers ON person_numbers.reference = activities.person_id
