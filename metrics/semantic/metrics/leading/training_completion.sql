-- title: Training completion
-- summary: Of the trainings assigned, the share completed.
-- definition: Completed ÷ all that were assigned, finished or not, over people and sessions, by the day of the session,
--   else the day it was due, else the day it was assigned; where only who finished has a day beside those, everybody by the
--   day it was due or assigned. Who is exempt is not assigned; who withdrew, failed or didn't come is. Rows without any
--   day count over all time, and in no period.
-- example: 60 people were assigned, 45 of them completed, 2 withdrew, 13 haven't begun: 45 ÷ 60 = 75 %.
-- kind: leading
-- group: Training
-- order: 6
-- unit: share
-- better: higher
-- shape: event
-- measure: ratio
-- value: finished / assigned
-- interval: share clustered by person
-- undated: over all time
-- reads: training (person_id, held_on, completed)
-- changed: 2026-12, whoever was assigned and has no day of completion counts, by the day it was due or assigned; so does who
--   finished, where the file has a day of finishing and none of a session.
-- rules: B11
SELECT
    attendances.*,
    attendances.completion_day AS happened_on,
    attendances.person AS who,
    CASE WHEN attendances.completed THEN 1 ELSE 0 END AS finished,
    1 AS assigned,
    CASE
        WHEN attendances.completion_day > attendances.data_through AND attendances.completion_day < DATE '9999-12-31'
            THEN 'held or due after the data ends'
        WHEN attendances.completed IS NULL THEN 'completion not known'
    END AS left_out
FROM attendances
