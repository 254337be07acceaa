-- Every stored row of customer time.
SELECT
    customer_time.person_id,
    person_numbers.person,
    customer_time.on_date,
    customer_time.hours AS hours_written,
    customer_time.kind AS time_kind,
    workspace.data_through,
    customer_time.import_number,
    customer_time.line
    /* kept columns of customer_time */
FROM customer_time
CROSS JOIN workspace
LEFT JOIN person_numbers ON person_numbers.reference = customer_time.person_id
