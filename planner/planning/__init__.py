"""Planning: the order of the rooms, from a stack file's data to a plan that was re-checked."""
