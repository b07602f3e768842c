"""Local practice as data."""
