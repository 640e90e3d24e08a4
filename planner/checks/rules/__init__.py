"""Rules: one file a rule, and nothing else."""
