-- Every stored row of training: one person and one session.
SELECT
    training.person_id,
    person_numbers.person,
    training.held_on,
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
