"""Placement: chooses one of the offerings that the checks leave a workload."""
