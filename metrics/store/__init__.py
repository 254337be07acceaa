"""The workspace on disk: versioned tables, documents, an audit log."""
