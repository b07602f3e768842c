"""Agencies' records become one person; why can always be explained, and it can always be undone."""
