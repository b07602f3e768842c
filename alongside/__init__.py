"""Alongside: the agencies around a child, and the child's own family, work as one team."""

__version__ = "0.1.0"
