"""Reference pages as Markdown: metrics, tables, exports."""
