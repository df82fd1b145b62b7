"""Records, values and refusals: what the school knows, in its own words. Standard library only; no clock, no files."""
