-- title: People whose function isn't known
-- table: people
-- severity: changes numbers
-- metrics: training_attendance, content_access, customer_hours
-- effect: They count as neither sellers nor customer-facing, and so in no share of these.
-- fix: Say in Settings which function their role stands for.
-- reads: people (person_id)
SELECT
    COALESCE(role, function, 'no role') || ': ' || COUNT(DISTINCT person)
        || CASE WHEN COUNT(DISTINCT person) = 1 THEN ' person' ELSE ' people' END AS found,
    role,
    function,
    COUNT(DISTINCT person) AS people
FROM roster
WHERE work IS NULL
GROUP BY role, function
ORDER BY people DESC, role, function
