"""Pure: counting days, and what makes an agreement whole."""
