-- title: Qualified leads won
-- summary: Of the leads qualified, the share whose deal was won so far.
-- definition: Leads whose deal was won ÷ leads qualified, by the day the lead was created. Still open is the share
--   without a decided deal that was not turned down; a qualified lead that names no deal is among them. A deal set
--   aside as a test is neither won nor open.
-- example: 12 leads of January qualified: 4 deals won, 5 lost, 3 open: 33.3 %, and 25 % still open.
-- kind: leading
-- group: Leads
-- order: 15
-- unit: share
-- better: higher
-- shape: event
-- measure: ratio
-- value: won / qualified
-- beside: still_open / qualified
-- interval: share clustered by person
-- split: source
-- reads: leads (lead_id, created_on, qualified_on, opportunity_id), opportunities (opportunity_id, stage, closed_on)
-- rules: C3, C6
SELECT
    lead_journeys.*,
    lead_journeys.created_on AS happened_on,
    lead_journeys.person AS who,
    CASE WHEN lead_journeys.deal_outcome = 'won' AND lead_journeys.deal_unusable IS NULL THEN 1 ELSE 0 END AS won,
    CASE
        WHEN lead_journeys.disqualified_on IS NOT NULL THEN 0
        WHEN lead_journeys.deal_outcome = 'ignore' THEN 0
        WHEN lead_journeys.deal_outcome IN ('won', 'lost', 'no_decision') AND lead_journeys.deal_unusable IS NULL THEN 0
        ELSE 1
    END AS still_open,
    1 AS qualified,
    CASE
        WHEN lead_journeys.created_on > lead_journeys.data_through THEN 'created after the data ends'
        WHEN lead_journeys.qualified_on IS NULL THEN 'not qualified yet'
    END AS left_out
FROM lead_journeys
