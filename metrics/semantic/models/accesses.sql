-- Every stored access to content, with its day in the workspace's time zone.
SELECT
    content_access.person_id,
    person_numbers.person,
    content_access.accessed_at,
    CASE
        WHEN content_access.accessed_at < local_days.second_day_from THEN local_days.first_day
        ELSE local_days.second_day
    END AS accessed_day,
    content_access.content_id AS content,
    content_access.action,
    content_access.opportunity_id,
    content_access.seconds,
    workspace.data_through,
    content_access.import_number,
    content_access.line
    /* kept columns of content_access */
FROM content_access
CROSS JOIN workspace
LEFT JOIN local_days ON local_days.utc_day = CAST(content_access.accessed_at AS DATE)
LEFT JOIN person_numbers ON person_numbers.reference = content_access.person_id
