"""Solver: the exact search; knows nothing of stack files and catalogs."""
