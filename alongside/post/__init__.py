"""Letters that leave: each names nobody, is kept with the deed it tells of, and goes to safe addresses."""
