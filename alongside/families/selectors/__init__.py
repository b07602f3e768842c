"""What families gives to read."""
