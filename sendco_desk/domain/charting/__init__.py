"""Where every line, word and sign of a chart stands, so that the window and the page draw one and the same picture."""
