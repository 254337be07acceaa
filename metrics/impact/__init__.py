"""Whether enablement works: pure functions over arrays, from a panel of results to what may be said.

The way through it
    `panel.build_panel` makes a Panel from flat arrays (person, period, numerator, denominator, segment, tenure band,
    team) and a roll-out, or a CannotBeJudged with the reason.
    `study.study` takes either and a `evidence.Question`, and returns a Study: the `evidence.Evidence` (verdict, grade,
    sentence, checks, caveats, what is missing) which is all that may be quoted, and the numbers behind it:
    `imputation.Imputation` (effect, by segment, by months since the start, who is compared with whom, what was
    dropped), `event_study.EventStudy`, `fake_date.FakeDate`, `naive.Naive`.
    `evidence.among_all` says which effects survive when many pairs were looked at.
    `second_opinion.second_opinion` takes seconds: ask for it later, and add it with `study.with_second_opinion`.

Beside it
    `cross_section.adjusted_difference` and `study.from_cross_section` (one period, no dates), `durations` and `hazards`
    (onboarding, ramp, churn), `shrinkage` and `funnel` (people and teams), `power` (what could be seen, before and
    after), `return_on` (was it worth it). `thresholds` reads `rules/evidence.toml`.
    Month to month and many comparisons at once: `metrics.statistics.process` and `metrics.statistics.comparisons`.

Underneath
    `untreated` fits what would have been, `leaving_out` and `jackknife` say how sure that is.

Effects and their bounds are in the outcome's unit: 0.04 of a share is 4 points. Nothing here opens a database or a
user's file, and nothing returns a number where there should be none. SciPy and diff-diff are imported where used.
"""
