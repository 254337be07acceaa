-- The stages that deals came into, those most entered first, but for those in which a deal ends.
SELECT entries.stage
FROM {entries_stored} AS entries
WHERE entries.stage NOT IN (
    SELECT stage_outcomes.stage FROM stage_outcomes WHERE stage_outcomes.outcome IN ('won', 'lost', 'no_decision')
)
GROUP BY entries.stage
ORDER BY COUNT(*) DESC, entries.stage
LIMIT 30
