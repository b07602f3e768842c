"""The same capabilities as JSON."""
