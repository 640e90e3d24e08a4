"""The kinds of facts, one file each, and the one list of them."""
