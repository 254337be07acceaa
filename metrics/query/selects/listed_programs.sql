-- The programs that the list of programs names.
SELECT
    programs.program_id,
    programs.name,
    programs.outcome_metric,
    programs.kind,
    programs.launched_on,
    CAST(programs.cost AS DOUBLE) AS cost,
    programs.audience
FROM programs
