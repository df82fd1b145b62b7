"""One screen for each place the rail leads to."""
