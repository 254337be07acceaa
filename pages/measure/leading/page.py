"""Leading: every metric that enablement moves directly."""

from pages.parts.overview import overview

overview("leading", "Leading", "What enablement moves directly.")
