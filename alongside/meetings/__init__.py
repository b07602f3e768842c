"""Meetings of the family and those around them: called, held on one page, and told the moment they end."""
