-- title: Leads that led to a meeting
-- summary: Of the leads created, the share that led to a first meeting so far.
-- definition: Leads with a first meeting ÷ all leads, both by the day the lead was created, so that late meetings
--   count for the leads they came from. Still open is the share with neither a meeting nor a rejection: the value can
--   still rise by that much.
-- example: 100 leads of January: 30 had a meeting, 50 were turned down, 20 are open: 30 %, and 20 % still open.
-- kind: leading
-- group: Leads
-- order: 13
-- unit: share
-- better: higher
-- shape: event
-- measure: ratio
-- value: met / created
-- beside: still_open / created
-- interval: share clustered by person
-- split: source
-- reads: leads (lead_id, created_on, meeting_on)
-- rules: C2, C6
SELECT
    lead_journeys.*,
    lead_journeys.created_on AS happened_on,
    lead_journeys.person AS who,
    CASE WHEN lead_journeys.met_on IS NOT NULL THEN 1 ELSE 0 END AS met,
    CASE WHEN lead_journeys.met_on IS NULL AND lead_journeys.disqualified_on IS NULL THEN 1 ELSE 0 END AS still_open,
    1 AS created,
    CASE WHEN lead_journeys.created_on > lead_journeys.data_through THEN 'created after the data ends' END AS left_out
FROM lead_journeys
