-- Every stored milestone with the whole onboarding it belongs to: from hiring to the last milestone, which is complete
-- when all of the person's milestones are. Of several hirings it is the last one before the onboarding's own start; without
-- a roster nobody's hiring is known, and it is that start. People still on it are watched until the list ends or they leave.
WITH employments AS (
    SELECT
        person,
        started_on,
        left_on,
        ROW_NUMBER() OVER (PARTITION BY person, started_on ORDER BY spell_from DESC) AS lateness
    FROM roster
    CROSS JOIN workspace
    WHERE workspace.has_roster
),
milestones AS (
    SELECT
        onboarding.person_id,
        person_numbers.person,
        onboarding.started_on AS written_start,
        onboarding.completed_on,
        onboarding.milestone,
        onboarding.import_number,
        onboarding.line,
        COALESCE(list_coverage.covered_to, workspace.data_through) AS data_through,
        CASE
            WHEN onboarding.completed_on <= COALESCE(list_coverage.covered_to, workspace.data_through)
                THEN onboarding.completed_on
        END AS known_completed
        /* kept columns of onboarding */
    FROM onboarding
    CROSS JOIN workspace
    LEFT JOIN list_coverage ON list_coverage.table_name = 'onboarding'
    LEFT JOIN person_numbers ON person_numbers.reference = onboarding.person_id
),
begun AS (
    SELECT person, MIN(written_start) AS written_start
    FROM milestones
    GROUP BY person
),
hired AS (
    SELECT
        begun.person,
        employments.started_on,
        employments.left_on,
        ROW_NUMBER() OVER (
            PARTITION BY begun.person
            ORDER BY
                CASE WHEN employments.started_on <= begun.written_start THEN 0 ELSE 1 END,
                CASE WHEN employments.started_on <= begun.written_start THEN employments.started_on END DESC,
                CASE WHEN employments.started_on IS NULL THEN 1 ELSE 0 END,
                employments.started_on
        ) AS nearness
    FROM begun
    INNER JOIN employments ON employments.person = begun.person AND employments.lateness = 1
),
whole AS (
    SELECT
        milestones.*,
        COALESCE(hired.started_on, MIN(milestones.written_start) OVER (PARTITION BY milestones.person)) AS hired_on,
        hired.left_on,
        CASE
            WHEN COUNT(*) OVER (PARTITION BY milestones.person)
                = COUNT(milestones.known_completed) OVER (PARTITION BY milestones.person)
                THEN MAX(milestones.known_completed) OVER (PARTITION BY milestones.person)
        END AS completed_day,
        COUNT(*) OVER (PARTITION BY milestones.person) - ROW_NUMBER() OVER (
            PARTITION BY milestones.person ORDER BY milestones.completed_on, milestones.milestone, milestones.line
        ) AS milestones_after
    FROM milestones
    LEFT JOIN hired ON hired.person = milestones.person AND hired.nearness = 1
)
SELECT
    whole.*,
    CASE
        WHEN whole.completed_day IS NOT NULL THEN whole.completed_day
        WHEN whole.left_on < whole.data_through THEN whole.left_on
        ELSE whole.data_through
    END AS watched_until
FROM whole
