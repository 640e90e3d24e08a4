"""Breaks one line of a module after another, and says which breakages no test noticed.

`python -m tools.mutants planner/planning/verify.py`; why it is a program of ours, and how it works,
is told in docs/decisions/0021.
"""
