"""The scale of ratios as markup: one line without zones, its ends and the ratio aimed at named, and where one stands.

Markup, not a figure: it moves with every step of the slider, and draws in a tenth of the time.
"""

from html import escape

from metrics.planning import MARK_NOW, MARK_RECOMMENDED, Recommendation, ScaleMark, ratio_text, scale_marks

TITLE = "Customer-facing people per enablement person (logarithmic scale)"
POINTERS = {MARK_NOW: ("now", "▼"), MARK_RECOMMENDED: ("recommended", "▲")}
"""The class of each mark that moves, and the triangle with which it points at the line."""


def scale(recommendation: Recommendation) -> str:
    """The scale with a title and a text for those who can't see it."""
    marks = "".join(map(_mark, scale_marks(recommendation)))
    return (
        f'<p class="plan-title">{escape(TITLE)}</p>'
        f'<div class="plan-scale" role="img" aria-label="{escape(in_words(recommendation))}">'
        f'<div class="line"></div>{marks}</div>'
    )


def in_words(recommendation: Recommendation) -> str:
    """What the scale shows, for those who can't see it."""
    marks = ", ".join(f"{mark.name} {ratio_text(mark.ratio)}" for mark in scale_marks(recommendation))
    return f"{TITLE}: {marks}. {recommendation.verdict.sentence}"


def _mark(mark: ScaleMark) -> str:
    """A tick with its words under the line, or a pointer with its words on the side that has room."""
    left = f"left: {mark.place:.2%}"
    ratio, name = escape(ratio_text(mark.ratio)), escape(mark.name)
    if mark.name not in POINTERS:
        side = "first" if mark.place == 0 else "last" if mark.place == 1 else "middle"
        return f'<span class="tick {side}" style="{left}">{ratio}<br>{name}</span>'
    kind, pointer = POINTERS[mark.name]
    words = f"<b>{ratio}</b> {name}"
    if mark.place > 0.5:
        return f'<span class="pointer {kind} before" style="{left}">{words} {pointer}</span>'
    return f'<span class="pointer {kind}" style="{left}">{pointer} {words}</span>'
