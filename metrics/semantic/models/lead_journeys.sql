-- Every stored lead with how far it has come by the day the data ends; what a file dates later isn't known yet. A lead is
-- settled on the first day on which it was qualified or turned down for good: a rejection by the day it is to be taken up
-- again is a “not yet” (C3).
SELECT
    leads.lead_id,
    leads.source,
    leads.generator,
    person_numbers.person,
    leads.created_on,
    leads.meeting_on,
    CASE WHEN leads.meeting_on <= workspace.data_through THEN leads.meeting_on END AS met_on,
    CASE WHEN leads.qualified_on <= workspace.data_through THEN leads.qualified_on END AS qualified_on,
    CASE WHEN leads.disqualified_on <= workspace.data_through THEN leads.disqualified_on END AS disqualified_on,
    LEAST(
        CASE WHEN leads.qualified_on <= workspace.data_through THEN leads.qualified_on END,
        CASE
            WHEN leads.disqualified_on <= workspace.data_through
                AND leads.disqualified_on > COALESCE(leads.nurture_until, DATE '0001-01-01')
                THEN leads.disqualified_on
        END
    ) AS settled_on,
    leads.disqualified_reason,
    leads.nurture_until,
    leads.opportunity_id,
    deals.outcome AS deal_outcome,
    deals.unusable AS deal_unusable,
    workspace.data_through,
    leads.import_number,
    leads.line
    /* kept columns of leads */
FROM leads
CROSS JOIN workspace
LEFT JOIN person_numbers ON person_numbers.reference = leads.generator
LEFT JOIN deals ON deals.opportunity_id = leads.opportunity_id
