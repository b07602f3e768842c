"""What linkage gives to read."""
