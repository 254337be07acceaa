-- title: Stage history of deals that no file has brought
-- table: stage_history
-- severity: changes numbers
-- metrics: stage_conversion, time_in_stage
-- effect: Nobody knows how these deals ended, so their stages are left out.
-- fix: Export the deals of the same days too.
-- reads: stage_history (opportunity_id, stage, entered_on), opportunities (opportunity_id, stage)
SELECT
    stage_history.opportunity_id || ': ' || COUNT(*) || CASE WHEN COUNT(*) = 1 THEN ' entry' ELSE ' entries' END AS found,
    stage_history.opportunity_id, COUNT(*) AS entries, MIN(stage_history.entered_on) AS first_entered_on
FROM stage_history
LEFT JOIN opportunities ON opportunities.opportunity_id = stage_history.opportunity_id
WHERE opportunities.opportunity_id IS NULL
GROUP BY stage_history.opportunity_id
ORDER BY entries DESC, stage_history.opportunity_id
