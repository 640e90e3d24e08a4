"""Emit: turns a plan into azure-native resources."""
