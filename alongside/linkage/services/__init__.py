"""What is written down about who is one person."""
