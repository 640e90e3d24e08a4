"""Common: phrases and arithmetic that rules share."""
