"""Measuring by hand; no test depends on it."""
