"""Report: a plan as text or JSON; takes the whole result and returns text."""
