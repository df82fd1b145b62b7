"""One form for each kind of record."""
