-- Whom the roll-out says a program reached, and when.
SELECT DISTINCT rollout.person_id, person_numbers.person, rollout.treated_on
FROM rollout
LEFT JOIN person_numbers ON person_numbers.reference = rollout.person_id
WHERE rollout.program_id = $program
