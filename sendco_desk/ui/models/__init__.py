"""One Qt model for each table."""
