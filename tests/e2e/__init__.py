"""A real `pulumi` runs the project's program against the stand-in for Azure."""
