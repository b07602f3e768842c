"""Deeds on a child's way."""
