"""Catalog: dated snapshots of what Azure offers, loaded, queried, compared and made from sources."""
