"""Proof by difference: what the planner says against what the stand-in for Azure does.

Both read the same facts with code of their own. Generated stacks are planned; what the plan lets
through is put into a world, and so is what it refuses. Where the two disagree, one has a bug.
"""
