-- Each person's spell on the day the data ends, or the last one before, or the first one after.
SELECT placed.*
FROM (
    SELECT
        roster.*,
        ROW_NUMBER() OVER (
            PARTITION BY roster.person
            ORDER BY
                CASE WHEN roster.spell_from <= workspace.data_through THEN 0 ELSE 1 END,
                CASE WHEN roster.spell_from <= workspace.data_through THEN roster.spell_from END DESC,
                roster.spell_from
        ) AS nearness
    FROM roster
    CROSS JOIN workspace
) AS placed
WHERE placed.nearness = 1
