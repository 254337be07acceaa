"""Charts as plotly figures: colors from the theme of whoever shows them, titles, units and words from the chart."""
