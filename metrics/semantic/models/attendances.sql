-- Every stored row of training: one person and one session, or one assignment. `completion_day` is the day whose period
-- says whether it was completed: of the session or completion, else when it was due, else when it was assigned; of
-- rows without any it is the last of all days, which is in no period.
SELECT
    training.person_id,
    person_numbers.person,
    training.held_on,
    training.assigned_on,
    training.due_on,
    COALESCE(training.held_on, training.due_on, training.assigned_on, DATE '9999-12-31') AS completion_day,
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
