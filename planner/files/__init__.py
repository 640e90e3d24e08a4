"""Files: text to data and back, every problem with its file, line and column."""
