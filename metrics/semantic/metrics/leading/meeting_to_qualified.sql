-- title: Meetings that qualified
-- summary: Of the leads that had a meeting, the share qualified so far.
-- definition: Leads qualified ÷ leads with a first meeting, by the day the lead was created. Still open is the share
--   neither qualified nor turned down yet.
-- example: 30 leads of January had a meeting: 12 qualified, 15 were turned down, 3 are open: 40 %, and 10 % still
--   open.
-- kind: leading
-- group: Leads
-- order: 14
-- unit: share
-- better: higher
-- shape: event
-- measure: ratio
-- value: qualified / met
-- beside: still_open / met
-- interval: share clustered by person
-- split: source
-- reads: leads (lead_id, created_on, meeting_on, qualified_on)
-- rules: C3, C6
SELECT
    lead_journeys.*,
    lead_journeys.created_on AS happened_on,
    lead_journeys.person AS who,
    CASE WHEN lead_journeys.qualified_on IS NOT NULL THEN 1 ELSE 0 END AS qualified,
    CASE
        WHEN lead_journeys.qualified_on IS NULL AND lead_journeys.disqualified_on IS NULL THEN 1
        ELSE 0
    END AS still_open,
    1 AS met,
    CASE
        WHEN lead_journeys.created_on > lead_journeys.data_through THEN 'created after the data ends'
        WHEN lead_journeys.met_on IS NULL THEN 'no meeting yet'
    END AS left_out
FROM lead_journeys
