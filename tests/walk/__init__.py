"""A random walk over a stack's life: edit, lock, plan, apply; what runs must survive every step."""
