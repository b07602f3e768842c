"""Which letters may be written, to whom, and when to try again. Pure."""
