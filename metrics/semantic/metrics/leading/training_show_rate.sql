-- title: Training show rate
-- summary: Of the people invited to a session, the share who came.
-- definition: Attended ÷ invited, over people and sessions for which an invitation (or registration, or assignment)
--   is known and so is whether the person came, by the day of the session. Who came without an invitation is left
--   out.
-- example: 50 invitations to two sessions, 41 of the invited came: 41 ÷ 50 = 82 %.
-- kind: leading
-- group: Training
-- order: 5
-- unit: share
-- better: higher
-- shape: event
-- measure: ratio
-- value: came / invited_places
-- interval: share clustered by person
-- reads: training (person_id, held_on, invited, attended)
-- rules: B11
SELECT
    attendances.*,
    attendances.held_on AS happened_on,
    attendances.person AS who,
    CASE WHEN attendances.attended THEN 1 ELSE 0 END AS came,
    1 AS invited_places,
    CASE
        WHEN attendances.held_on IS NULL THEN 'no day of a session'
        WHEN attendances.held_on > attendances.data_through THEN 'held after the data ends'
        WHEN attendances.invited IS NULL THEN 'not known whether invited'
        WHEN NOT attendances.invited THEN 'not invited'
        WHEN attendances.attended IS NULL THEN 'attendance not known'
    END AS left_out
FROM attendances
