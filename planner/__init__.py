"""Deployment planner for Azure OpenAI: valid combinations only, offline, dated, explained."""

__version__ = "0.1.0"
