"""The recommended team as a page of its own: opens without the dashboard and without a network, and prints."""

from html import escape

import streamlit as st

from metrics.planning import Recommendation, recommendation_text
from pages.parts.markup import STYLE
from pages.plan.organisation.org_chart import org_chart
from pages.plan.organisation.scale import scale

PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
<style>
body {{ font: 15px/1.5 system-ui, sans-serif; color: #0e1922; background: #fff; max-width: 62rem; margin: 2rem auto;
  padding: 0 1rem; color-scheme: light; }}
h1 {{ font-size: 1.4rem; }}
{style}
</style></head>
<body><h1>{title}</h1><ul>{sentences}</ul>{scale}{team}<p class="plan-note">{footnotes}</p></body></html>
"""


def as_page(recommendation: Recommendation) -> bytes:
    """The recommendation in sentences, the scale, the team's chart, and what is assumed."""
    block = recommendation_text(recommendation)
    return PAGE.format(
        title=escape(block.title),
        style=STYLE.read_text(encoding="utf-8"),
        sentences="".join(f"<li>{escape(sentence)}</li>" for sentence in block.sentences),
        scale=scale(recommendation) if recommendation.size else "",
        team=org_chart(recommendation),
        footnotes=escape(" ".join(block.footnotes)),
    ).encode()


def page_button(recommendation: Recommendation) -> None:
    """A button that writes the page only when it is pressed."""
    st.download_button(
        "The team as a page to print (HTML)", lambda: as_page(recommendation), "enablement-team.html", "text/html",
        key="team_page", on_click="ignore", icon=":material/print:",
    )  # fmt: skip
