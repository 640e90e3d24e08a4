"""Importing: a snapshot from documentation tables and statements, every fact with its source."""
