"""The public JSON forms: what programs may rely on (docs/forms.md).

They are not dumps of the planner's own types, which may change from one version to the next.
Each form is a frozen dataclass whose docstrings are the descriptions in its published schema.
These modules are imported where JSON or a schema is asked for, and nowhere else: making some
forty classes takes longer than a small check.
"""
