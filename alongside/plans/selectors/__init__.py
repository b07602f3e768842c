"""What may be asked about plans."""
