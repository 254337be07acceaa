"""How long newcomers take, compared: by when they started, by role, function or team, and by programme.

`comparing` splits by what people are, from the engine's life tables; `by_programme` by whether a programme had reached
them yet; `block` says both in words. What plans assume of a ramp is `metrics.ramp`.
"""
