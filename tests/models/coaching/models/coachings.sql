-- Every stored coaching.
SELECT
    coaching.person_id,
    person_numbers.person,
    coaching.coached_on,
    coaching.minutes,
    coaching.topic,
    workspace.data_through,
    coaching.import_number,
    coaching.line
    /* kept columns of coaching */
FROM coaching
CROSS JOIN workspace
LEFT JOIN person_numbers ON person_numbers.reference = coaching.person_id
