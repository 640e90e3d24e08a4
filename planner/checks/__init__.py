"""Checks: one file per rule, one registry; each says what is wrong with a workload and what would fix it."""
