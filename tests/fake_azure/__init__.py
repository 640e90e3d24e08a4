"""A stand-in for Azure: one world, with ARM's rules, behind two doors.

`world.World` is the state and the rules, `provider.py` the door that Pulumi's engine comes in by
(`bin/pulumi-resource-azure-native`), `arm.py` the door for read calls over HTTP. The rules are
written from documents and reports, never from the planner: nothing here imports it. What it reads
of the planner's are the bytes of a catalog snapshot, by its own reader (`facts.py`).

README.md in this folder says how to start one, and what is enforced from which source.
"""
