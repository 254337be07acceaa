-- title: Nurture due
-- summary: Leads to be taken up again that nobody has taken up.
-- definition: Leads whose day to be taken up again has come by the last day of the period, and that were neither
--   qualified nor, after it had come, turned down by then. An earlier rejection is a “not yet”, which the day was set
--   for. A lead may ripen after three or even six months and must not be lost.
-- example: On 31 March 9 leads were due since February, 2 of them were qualified on 10 March: 7.
-- kind: leading
-- group: Leads
-- order: 16
-- unit: count
-- better: lower
-- shape: spell
-- measure: sum
-- stock: there
-- value: due
-- interval: none
-- split: source
-- reads: leads (lead_id, created_on, nurture_until)
-- rules: C3
SELECT
    lead_journeys.*,
    lead_journeys.nurture_until AS valid_from,
    COALESCE(lead_journeys.settled_on, DATE '9999-12-31') AS valid_to,
    lead_journeys.person AS who,
    1 AS weight,
    CASE
        WHEN lead_journeys.nurture_until IS NULL THEN 'no day to be taken up again'
        WHEN lead_journeys.settled_on <= lead_journeys.nurture_until THEN 'settled before it was due'
    END AS left_out
FROM lead_journeys
