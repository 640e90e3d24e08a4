"""Engine: an offline stand-in for the Pulumi engine, behind `planner preview`."""
