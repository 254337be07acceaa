-- title: Meetings booked
-- summary: How many first meetings leads led to.
-- definition: Leads with a first meeting, by the day of the meeting, for the person who generated the lead. The
--   figure by which the process of a lead generator is judged.
-- example: Of 80 leads 12 had their first meeting in March: 12.
-- kind: leading
-- group: Leads
-- order: 12
-- unit: count
-- better: higher
-- shape: event
-- measure: sum
-- value: meetings
-- interval: none
-- split: source
-- reads: leads (lead_id, created_on, meeting_on)
-- rules: C2
SELECT
    lead_journeys.*,
    lead_journeys.met_on AS happened_on,
    lead_journeys.person AS who,
    1 AS meetings,
    CASE
        WHEN lead_journeys.meeting_on IS NULL THEN 'no meeting'
        WHEN lead_journeys.met_on IS NULL THEN 'meeting after the data ends'
    END AS left_out
FROM lead_journeys
