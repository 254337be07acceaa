-- What is at stake for every word that names nobody: rows that refer to it, and the value of the deals it won.
WITH unknown AS (
    SELECT reference FROM person_references WHERE person_id IS NULL
),
referred AS (
    SELECT
        owner AS reference,
        SUM(CASE WHEN outcome = 'won' AND unusable IS NULL THEN net_value END) AS won_value,
        COUNT(*) AS deals, 0 AS accesses, 0 AS trainings, 0 AS hours, 0 AS others
    FROM deals
    GROUP BY owner
    UNION ALL
    SELECT person_id, NULL, 0, COUNT(*), 0, 0, 0 FROM content_access GROUP BY person_id
    UNION ALL
    SELECT person_id, NULL, 0, 0, COUNT(*), 0, 0 FROM training GROUP BY person_id
    UNION ALL
    SELECT person_id, NULL, 0, 0, 0, COUNT(*), 0 FROM customer_time GROUP BY person_id
    UNION ALL
    SELECT person_id, NULL, 0, 0, 0, 0, COUNT(*) FROM onboarding GROUP BY person_id
    UNION ALL
    SELECT account_manager, NULL, 0, 0, 0, 0, COUNT(*) FROM customers GROUP BY account_manager
    UNION ALL
    SELECT manager, NULL, 0, 0, 0, 0, COUNT(*) FROM people GROUP BY manager
    UNION ALL
    SELECT person_id, NULL, 0, 0, 0, 0, COUNT(*) FROM targets GROUP BY person_id
    UNION ALL
    SELECT generator, NULL, 0, 0, 0, 0, COUNT(*) FROM leads GROUP BY generator
    UNION ALL
    SELECT person_id, NULL, 0, 0, 0, 0, COUNT(*) FROM activities GROUP BY person_id
    UNION ALL
    SELECT enabler, NULL, 0, 0, 0, 0, COUNT(*) FROM coverage GROUP BY enabler
    UNION ALL
    SELECT person_id, NULL, 0, 0, 0, 0, COUNT(*) FROM rollout GROUP BY person_id
)
SELECT
    unknown.reference,
    COALESCE(SUM(referred.won_value), 0)::DECIMAL(18, 2) AS won_value,
    SUM(referred.deals)::BIGINT AS deals,
    SUM(referred.accesses)::BIGINT AS accesses,
    SUM(referred.trainings)::BIGINT AS trainings,
    SUM(referred.hours)::BIGINT AS hours,
    SUM(referred.others)::BIGINT AS others
FROM unknown
JOIN referred ON referred.reference = unknown.reference
GROUP BY unknown.reference
ORDER BY 2 DESC, 3 DESC, SUM(referred.accesses + referred.trainings + referred.hours + referred.others) DESC, 1
