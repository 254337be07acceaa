-- title: Training score: mean
-- summary: How well people do in the tests of trainings.
-- definition: Mean of the scores, in the points of the file, over people and sessions that have one, by the day of
--   the session. Each counts the same; scores of tests with other scales should be kept apart by session or
--   programme.
-- example: Scores of 70, 80 and 90 and one without a score: (70 + 80 + 90) ÷ 3 = 80 points.
-- kind: leading
-- group: Training
-- order: 7
-- unit: points
-- better: higher
-- shape: event
-- measure: ratio
-- value: points / scores
-- interval: ratio clustered by person
-- reads: training (person_id, held_on, score)
-- rules: B11
SELECT
    attendances.*,
    attendances.held_on AS happened_on,
    attendances.person AS who,
    CAST(attendances.score AS DECIMAL(18, 4)) AS points,
    1 AS scores,
    CASE
        WHEN attendances.held_on IS NULL THEN 'no day of a session'
        WHEN attendances.held_on > attendances.data_through THEN 'held after the data ends'
        WHEN attendances.score IS NULL THEN 'no score'
    END AS left_out
FROM attendances
