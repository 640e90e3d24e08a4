"""Domain: the planner's words and frozen data; imports only itself."""
