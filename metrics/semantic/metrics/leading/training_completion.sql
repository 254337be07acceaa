-- title: Training completion
-- summary: Of the trainings assigned, the share completed.
-- definition: Completed ÷ all, over people and sessions for which completion is known, by the day of the session.
-- example: Completion is known for 60 people and sessions, 45 of them completed: 45 ÷ 60 = 75 %.
-- kind: leading
-- group: Training
-- order: 6
-- unit: share
-- better: higher
-- shape: event
-- measure: ratio
-- value: finished / assigned
-- interval: share clustered by person
-- reads: training (person_id, held_on, completed)
-- rules: B11
SELECT
    attendances.*,
    attendances.held_on AS happened_on,
    attendances.person AS who,
    CASE WHEN attendances.completed THEN 1 ELSE 0 END AS finished,
    1 AS assigned,
    CASE
        WHEN attendances.held_on > attendances.data_through THEN 'held after the data ends'
        WHEN attendances.completed IS NULL THEN 'completion not known'
    END AS left_out
FROM attendances
