"""Pure: the order of an agenda, which time is best, and what a meeting has come to."""
