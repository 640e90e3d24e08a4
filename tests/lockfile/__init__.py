"""Tests of lock files."""
