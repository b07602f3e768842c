"""What agencies send, kept exactly as it came, sealed until its person is linked to a child with a reason."""
