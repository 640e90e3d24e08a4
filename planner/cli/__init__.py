"""Command line: arguments, printing and exit codes; the only room that prints."""
