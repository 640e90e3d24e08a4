"""Sources: programs that turn what others publish into a snapshot."""
