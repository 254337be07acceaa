-- Every stored row of training: one person and one session, or one assignment. `completion_day` is the day whose period
-- says whether it was completed: of the session, else when it was due, else when it was assigned; of rows without any it
-- is the last of all days, which is in no period. Where somebody who hasn't finished has a due or assigned day and no
-- other, the other day is that of finishing: then everybody of that programme counts by when it was due or assigned, as
-- who finished would otherwise stand in a period without those who didn't; so do the programmes of that file that all
-- have finished.
SELECT
    training.person_id,
    person_numbers.person,
    training.held_on,
    training.assigned_on,
    training.due_on,
    CASE
        WHEN MAX(CASE
            WHEN NOT training.completed AND training.held_on IS NULL
                AND COALESCE(training.due_on, training.assigned_on) IS NOT NULL THEN 1
        END) OVER (PARTITION BY training.program_id) = 1
            THEN COALESCE(training.due_on, training.assigned_on, training.held_on, DATE '9999-12-31')
        WHEN MAX(CASE WHEN NOT training.completed AND training.held_on IS NOT NULL THEN 1 END)
                OVER (PARTITION BY training.program_id) IS NULL
            AND MAX(CASE
                WHEN NOT training.completed AND training.held_on IS NULL
                    AND COALESCE(training.due_on, training.assigned_on) IS NOT NULL THEN 1
            END) OVER (PARTITION BY training.import_number) = 1
            THEN COALESCE(training.due_on, training.assigned_on, training.held_on, DATE '9999-12-31')
        ELSE COALESCE(training.held_on, training.due_on, training.assigned_on, DATE '9999-12-31')
    END AS completion_day,
    training.program_id AS program,
    training.session_id AS session,
    training.invited,
    training.attended,
    training.completed,
    training.score,
    training.minutes,
    workspace.data_through,
    training.import_number,
    training.line
    /* kept columns of training */
FROM training
CROSS JOIN workspace
LEFT JOIN person_numbers ON person_numbers.reference = training.person_id
