"""Lagging: every metric that executives care about, moved indirectly."""

from pages.parts.overview import overview

overview("lagging", "Lagging", "What executives care about most; moved indirectly.")
