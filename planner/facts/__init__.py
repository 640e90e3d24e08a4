"""Facts: dated snapshots of what Azure offers, loaded, queried, compared and imported."""
